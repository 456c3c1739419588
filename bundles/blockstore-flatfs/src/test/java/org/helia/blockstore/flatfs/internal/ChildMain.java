package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.testkit.block.SampleBlocks;

/**
 * What a {@link ChildStore} runs: puts, syncs and deletes until it is killed. Its output, line by
 * line: OPEN or REFUSED; SYNCED with seeds after a sync that covers them; DELETING with seeds
 * before it deletes them and DELETED after a sync that covers that.
 */
final class ChildMain {
  /** A line that does not end like this was cut off by the kill, and means nothing. */
  static final String END_OF_LINE = " .";

  private static final int PUTS_PER_SYNC = 12;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final FlatfsBlockstore store;
  private final Random random;
  private long nextSeed;

  private ChildMain(FlatfsBlockstore store, long firstSeed) {
    this.store = store;
    this.nextSeed = firstSeed;
    this.random = new Random(firstSeed);
  }

  /** Arguments: store or lock, the folder or file, how many threads write, the first seed. */
  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[1]);
    if (arguments[0].equals("lock")) {
      try (LockedFile held = LockedFile.tryLock(path).orElseThrow()) {
        goOn();
        held.delete();
      }
    } else {
      FlatfsBlockstore store = open(path);
      startWriters(store, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
      goOn();
    }
    Runtime.getRuntime().halt(1);
  }

  /** Until it is killed, or its parent is gone. */
  private static void goOn() throws IOException {
    say("OPEN");
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static void startWriters(FlatfsBlockstore store, int threads, long firstSeed) {
    for (int i = 0; i < threads; i++) {
      ChildMain writer = new ChildMain(store, firstSeed + i * ChildStore.SEEDS_PER_THREAD);
      Thread thread = new Thread(writer::write, "writer-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static FlatfsBlockstore open(Path folder) {
    try {
      return Stores.open(folder);
    } catch (BlockstoreException e) {
      say("REFUSED " + e.getMessage());
      throw e;
    }
  }

  private static void say(String line) {
    synchronized (OUT) {
      OUT.println(line + END_OF_LINE);
    }
  }

  private static void say(String what, LongStream seeds) {
    say(what + seeds.mapToObj(seed -> " " + seed).collect(Collectors.joining()));
  }

  private void write() {
    while (true) {
      long first = nextSeed;
      nextSeed += PUTS_PER_SYNC;
      seeds(first).forEach(this::put);
      store.sync();
      say("SYNCED", seeds(first));
      if (random.nextInt(4) == 0) {
        say("DELETING", deleted(first));
        deleted(first).forEach(seed -> store.delete(block(seed).cid().multihash()));
        store.sync();
        say("DELETED", deleted(first));
      }
    }
  }

  private static LongStream seeds(long first) {
    return LongStream.range(first, first + PUTS_PER_SYNC);
  }

  private static LongStream deleted(long first) {
    return seeds(first).filter(seed -> seed % 3 == 0);
  }

  private void put(long seed) {
    Block block = block(seed);
    store.put(block.cid().multihash(), block.bytes());
  }

  /**
   * The block that a seed stands for: most are small, some are above what is journaled or even what
   * goes through the page cache.
   */
  static Block block(long seed) {
    Random random = new Random(seed);
    int kind = random.nextInt(10);
    int size =
        kind < 7
            ? 20 + random.nextInt(3_000)
            : kind < 8 ? 60_000 : 70_000 + random.nextInt(400_000);
    return SampleBlocks.raw(seed, size);
  }
}
