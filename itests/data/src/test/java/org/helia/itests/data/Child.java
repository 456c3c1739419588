package org.helia.itests.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.pin.PinOptions;
import org.helia.multiformats.Cid;
import org.helia.testkit.process.Victim;

/**
 * A node that does what {@link CrashTest} wants until it is killed. It says what it begins to take
 * away, and what it was told is durable.
 */
final class Child {
  static final PinOptions PIN = PinOptions.DEFAULTS.fetching(FetchOptions.OFFLINE);

  private static final MfsOptions MFS = MfsOptions.DEFAULTS.withParents(true);

  /** So many seeds each thread of a round may use. */
  private static final int SEEDS = 1_000_000;

  private static final int MAX_THREADS = 10;

  /** How many things each thread keeps. */
  private static final int KEPT = 4;

  /** What a thread repeats. */
  private enum Work {
    PIN,
    MFS,
    GC,
    IMPORT
  }

  private final Node node;
  private final CarFolder cars;
  private final Deque<TestFile> kept = new ArrayDeque<>();
  private final Deque<Cid> roots = new ArrayDeque<>();
  private long seed;

  private Child(Node node, CarFolder cars, long firstSeed) {
    this.node = node;
    this.cars = cars;
    this.seed = firstSeed;
  }

  /** Arguments: the home, the number of the round, and for each thread what it does. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Node node = Node.onDisk(home);
    Victim.say("OPEN");
    for (int i = 2; i < arguments.length; i++) {
      int thread = Integer.parseInt(arguments[1]) * MAX_THREADS + i;
      Child child = new Child(node, CarFolder.of(home), (long) thread * SEEDS);
      Work work = Work.valueOf(arguments[i].toUpperCase(Locale.ROOT));
      Thread worker = new Thread(() -> child.repeat(work), arguments[i]);
      worker.setDaemon(true);
      worker.start();
    }
    Victim.liveOn();
  }

  private void repeat(Work work) {
    try {
      while (true) {
        switch (work) {
          case PIN -> pin();
          case MFS -> write();
          case GC -> node.gc.collect(GcOptions.DEFAULTS, GcListener.NONE);
          case IMPORT -> {
            if (!importCar()) {
              return;
            }
          }
        }
      }
    } catch (Exception | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      Victim.say("FAILED " + trace.toString().replace('\n', ';'));
    }
  }

  private void pin() {
    TestFile file = new TestFile(seed++);
    if (seed % 3 == 0 && !roots.isEmpty()) {
      update(file);
    } else {
      Cid root = file.addTo(node, added -> node.pins.add(added, PIN, Progress.NONE));
      Victim.say("PINNED " + file.seed() + " " + root);
      roots.add(root);
    }
    if (roots.size() > KEPT) {
      Cid old = roots.remove();
      Victim.say("UNPINNING " + old);
      node.pins.remove(old, "");
      Victim.say("UNPINNED " + old);
    }
  }

  private void update(TestFile file) {
    Cid old = roots.remove();
    Victim.say("UNPINNING " + old);
    Cid root = file.addTo(node, added -> node.pins.update(old, added, "", false, Progress.NONE));
    Victim.say("PINNED " + file.seed() + " " + root);
    Victim.say("UNPINNED " + old);
    roots.add(root);
  }

  private void write() {
    TestFile file = new TestFile(seed++);
    node.mfs.write(path(file), file.open(), MfsWrite.CREATE, MFS);
    Victim.say("WRITTEN " + file.seed());
    kept.add(file);
    if (kept.size() > KEPT) {
      TestFile old = kept.remove();
      Victim.say("REMOVING " + old.seed());
      node.mfs.rm(path(old), false, MFS);
      Victim.say("REMOVED " + old.seed());
    }
  }

  static String path(TestFile file) {
    return "/%d/%d".formatted(file.seed() % 5, file.seed());
  }

  /** Whether there was one left. */
  private boolean importCar() throws IOException {
    Optional<Path> next = cars.first();
    if (next.isEmpty()) {
      return false;
    }
    cars.importCar(node, next.get());
    Victim.say("IMPORTED " + next.get().getFileName());
    Files.delete(next.get());
    return true;
  }
}
