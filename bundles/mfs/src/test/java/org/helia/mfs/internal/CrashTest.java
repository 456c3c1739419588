package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ExtendedStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kill -9 in the middle of writes by several threads. The child's blocks reach its disk when they
 * are synced and not before, so that a root that is recorded too early points to nothing. {@code
 * -Pcrash} runs 100 rounds, {@code -Dhelia.crash.rounds} as many as it says.
 */
class CrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int ROUNDS = Integer.getInteger("helia.crash.rounds", 10);
  private static final int MAX_MILLIS = 300;
  private static final int MAX_SECONDS = 60;

  @TempDir Path temp;
  private final Random random = new Random();
  private final Set<String> promised = new HashSet<>();

  @Test
  void kill_atAnyInstant_leavesAWholeTreeWithAllThatWasPromised() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      writeAndKill(round);
      verify();
    }
    LOG.info("{} rounds of kill -9: {} files promised and there", ROUNDS, promised.size());
    assertThat(promised).hasSizeGreaterThan(ROUNDS);
  }

  private void writeAndKill(int round) throws Exception {
    Path errors = temp.resolve("errors");
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                temp.resolve("node").toString(),
                String.valueOf(round))
            .redirectError(errors.toFile())
            .start();
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).as(() -> text(errors)).isEqualTo("OPEN .");
      awaitSome(out, random.nextInt(MAX_MILLIS));
      child.toHandle().destroyForcibly();
      out.lines().forEach(this::said);
      assertThat(child.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  /** Hears the child out for some milliseconds, and until it has promised something. */
  private void awaitSome(BufferedReader out, int millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    do {
      String line = out.readLine();
      assertThat(line).isNotNull();
      said(line);
    } while (System.nanoTime() < end);
  }

  private void said(String line) {
    if (line.endsWith(ChildMain.END_OF_LINE)) {
      promised.add(line.substring(0, line.length() - ChildMain.END_OF_LINE.length()));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void verify() {
    Rig rig = ChildMain.open(temp.resolve("node"));
    ExtendedStat stat =
        rig.unixFs.extendedStat(
            ContentPath.of(rig.recorded()), FetchOptions.OFFLINE, Progress.NONE);
    assertThat(stat.missingBlocks()).isZero();
    List<String> lost = new ArrayList<>();
    for (String path : promised) {
      if (!rig.read(path).equals(ChildMain.content(path))) {
        lost.add(path);
      }
    }
    assertThat(lost).isEmpty();
    rig.mfs.close();
  }
}
