package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinFilter;
import org.helia.multiformats.Cid;
import org.helia.testkit.concurrent.Background;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collections of the real bundles beside adds, reads, pins and changes of files. */
@Timeout(300)
class GcUnderLoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(GcUnderLoadTest.class);
  private static final int CYCLES = 30;
  private static final int THREADS = 4;

  /** Few: the same blocks come, go and come again. */
  private static final int FILES = 40;

  private static final int KEPT = 12;
  private static final MfsOptions MFS = MfsOptions.DEFAULTS.withParents(true).withForce(true);

  @TempDir Path home;
  private Node node;

  /** A file that is pinned. An owner of its own for each, as the same file comes again. */
  private record Kept(TestFile file, Cid root, String owner) {}

  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void collect_thirtyTimesWithBlocksInMemory_losesNothingAndLeavesNothing() throws Exception {
    node = Node.inMemory(home);
    collectUnderLoad();
  }

  @Test
  void collect_thirtyTimesWithBlocksOnDisk_losesNothingAndLeavesNothing() throws Exception {
    node = Node.onDisk(home);
    collectUnderLoad();
  }

  private void collectUnderLoad() throws Exception {
    long deleted = 0;
    try (Background writers = Background.repeat(THREADS, this::write);
        Background readers = Background.repeat(THREADS, this::read)) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        long before = writers.rounds();
        deleted += collect().deletedBlocks();
        Until.holds(() -> writers.rounds() > before || !writers.isWell());
        assertThat(writers.isWell()).isTrue();
        assertThat(readers.isWell()).isTrue();
      }
      LOG.info(
          "{} collections beside {} changes and {} reads: {} blocks deleted",
          CYCLES,
          writers.rounds(),
          readers.rounds(),
          deleted);
    }
    new Invariants(node).checkCollection();
    kept.values().forEach(each -> each.file().checkIn(node, each.root()));
    takeAllAway();
    assertThat(collect().markedBlocks()).isOne();
    new Invariants(node).checkCollection();
  }

  private GcReport collect() {
    return node.gc.collect(GcOptions.DEFAULTS, GcListener.NONE);
  }

  private void write(int thread) {
    long turn = number.incrementAndGet();
    TestFile file = new TestFile(turn % FILES);
    switch ((int) (turn % 5)) {
      case 0 -> writeToMfs(file, thread);
      case 1 -> update(turn, file);
      default -> pin(turn, file);
    }
    if (kept.size() > KEPT) {
      kept.keySet().stream()
          .skip(turn % KEPT)
          .findFirst()
          .map(kept::remove)
          .ifPresent(old -> node.pins.remove(old.root(), old.owner()));
    }
  }

  private void pin(long turn, TestFile file) {
    String owner = "turn " + turn;
    Cid root =
        file.addTo(node, added -> node.pins.add(added, Child.PIN.ownedBy(owner), Progress.NONE));
    kept.put(turn, new Kept(file, root, owner));
    file.checkIn(node, root);
  }

  /** Nobody else has the old pin any more when it is replaced. */
  private void update(long turn, TestFile file) {
    Kept old = kept.keySet().stream().findFirst().map(kept::remove).orElse(null);
    if (old == null) {
      pin(turn, file);
      return;
    }
    Cid root =
        file.addTo(
            node, added -> node.pins.update(old.root(), added, old.owner(), false, Progress.NONE));
    kept.put(turn, new Kept(file, root, old.owner()));
  }

  private void writeToMfs(TestFile file, int thread) {
    String path = "/%d/%d".formatted(thread, file.seed() % 8);
    node.mfs.rm(path, false, MFS);
    node.mfs.write(path, file.open(), MfsWrite.CREATE, MFS);
  }

  private void read(int thread) {
    int skip = new Random().nextInt(KEPT);
    Map.Entry<Long, Kept> entry = kept.entrySet().stream().skip(skip).findFirst().orElse(null);
    if (entry != null) {
      Kept one = entry.getValue();
      try {
        one.file().checkIn(node, one.root());
      } catch (RuntimeException e) {
        if (kept.get(entry.getKey()) == one) {
          throw new AssertionError("lost what is pinned: " + one, e);
        }
      }
    }
  }

  private void takeAllAway() {
    try (Stream<Pin> pins = node.pins.list(PinFilter.ALL)) {
      pins.toList().forEach(pin -> node.pins.remove(pin.cid(), pin.owner()));
    }
    for (int thread = 0; thread < THREADS; thread++) {
      node.mfs.rm("/" + thread, true, MFS);
    }
  }
}
