package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.helia.testkit.process.Victim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kill -9 in the middle of everything that changes what a node keeps. {@code -Pcrash} runs 100
 * rounds of each, {@code -Dhelia.crash.rounds} as many as it says.
 */
class CrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int ROUNDS = Integer.getInteger("helia.crash.rounds", 4);
  private static final int MAX_MILLIS = 500;
  private static final int CARS = 6;

  @TempDir Path temp;
  private final Random random = new Random();

  @Test
  void kill_whilePinsComeAndGo_keepsThoseThatWerePromisedAndNoHalfOnes() throws Exception {
    rounds("pin", "pin", "pin");
  }

  @Test
  void kill_whileGarbageIsCollected_losesNothingThatIsNeeded() throws Exception {
    rounds("gc", "pin", "pin", "mfs");
  }

  @Test
  void kill_whileACarIsImported_keepsWhatWasPromisedAndImportsTheRestLater() throws Exception {
    rounds("import", "gc");
  }

  private void rounds(String... work) throws Exception {
    long began = System.nanoTime();
    Path home = temp.resolve("home");
    CarFolder cars = CarFolder.of(home);
    Promises promises = new Promises();
    try (Node maker = Node.inMemory(temp.resolve("maker"))) {
      for (int round = 0; round < ROUNDS; round++) {
        if (List.of(work).contains("import")) {
          cars.fill(maker, CARS, TestFile.LARGE + (long) round * CARS);
        }
        promises.hear(runAndKill(home, round, work));
        // Otherwise the next one opens what this one left, and is killed, too.
        if (random.nextInt(3) > 0 || round == ROUNDS - 1) {
          verify(home, promises);
        }
      }
    }
    LOG.info(
        "{} rounds of kill -9 in {}: {} in {}",
        ROUNDS,
        work,
        promises,
        Duration.ofNanos(System.nanoTime() - began));
    assertThat(promises.count()).isGreaterThanOrEqualTo(ROUNDS / 2);
  }

  private List<String> runAndKill(Path home, int round, String... work) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(home.toString(), String.valueOf(round)));
    arguments.addAll(List.of(work));
    try (Victim child = Victim.start(Child.class, arguments.toArray(String[]::new))) {
      assertThat(child.next()).isEqualTo("OPEN");
      List<String> said = new ArrayList<>();
      if (round % 3 > 0) {
        said.add(child.next());
      }
      said.addAll(child.killAfter(random.nextInt(MAX_MILLIS)));
      return said;
    }
  }

  private void verify(Path home, Promises promises) throws Exception {
    try (Node node = Node.onDisk(home)) {
      Invariants invariants = new Invariants(node);
      promises.check(node);
      invariants.check();
      finishImport(home, node, promises);
      invariants.checkCollection();
      promises.check(node);
      promises.takeBackSome(node);
    }
  }

  /** What was broken off is gone on with. */
  private static void finishImport(Path home, Node node, Promises promises) throws Exception {
    CarFolder cars = CarFolder.of(home);
    Optional<Path> broken = cars.first();
    if (broken.isPresent()) {
      cars.importCar(node, broken.get());
      promises.hear(List.of("IMPORTED " + broken.get().getFileName()));
      Files.delete(broken.get());
    }
  }
}
