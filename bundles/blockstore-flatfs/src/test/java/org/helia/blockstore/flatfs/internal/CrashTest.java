package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kill -9 in the middle of puts, syncs, deletes and checkpoints. {@code -Pcrash} runs 200 rounds,
 * {@code -Dhelia.crash.rounds} as many as it says.
 */
class CrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int ROUNDS = Integer.getInteger("helia.crash.rounds", 20);
  private static final int THREADS = 2;
  private static final int MAX_SYNCS = 5;
  private static final int MAX_MILLIS = 100;

  @TempDir Path temp;
  private final Random random = new Random();
  private final Set<Long> promised = new HashSet<>();
  private final Set<Long> deleted = new HashSet<>();
  private final Set<Path> checked = new HashSet<>();
  private final List<Long> openMicros = new ArrayList<>();
  private Path folder;

  @Test
  void kill_atAnyInstant_losesNothingThatWasPromised() throws Exception {
    folder = temp.resolve("blocks");
    for (int round = 0; round < ROUNDS; round++) {
      Said said = writeAndKill(ChildStore.SEEDS_PER_THREAD * THREADS * round);
      if (random.nextInt(3) == 0) {
        openAndKill();
      }
      verify(said.promised(), said.deleted());
      promised.addAll(said.promised());
      deleted.addAll(said.deleted());
    }
    verify(promised, deleted);
    Collections.sort(openMicros);
    LOG.info(
        "{} rounds of kill -9: {} blocks promised and there, {} deleted and gone; opening took {}"
            + " us, at most {} us",
        ROUNDS,
        promised.size(),
        deleted.size(),
        openMicros.get(openMicros.size() / 2),
        openMicros.get(openMicros.size() - 1));
    assertThat(promised).hasSizeGreaterThan(ROUNDS);
  }

  /**
   * What a child said before it was killed.
   *
   * @param promised seeds of blocks that were synced and not begun to be deleted
   * @param deleted seeds of blocks whose deletion was synced
   */
  private record Said(Set<Long> promised, Set<Long> deleted) {}

  private Said writeAndKill(long firstSeed) throws Exception {
    try (ChildStore child = ChildStore.start(folder, THREADS, firstSeed)) {
      child.awaitOpen();
      child.awaitSynced(random.nextInt(MAX_SYNCS));
      child.killAfter(random.nextInt(MAX_MILLIS));
      Said said = new Said(new HashSet<>(), new HashSet<>());
      for (String line : child.output()) {
        String[] words = line.split(" ");
        List<Long> seeds = Arrays.stream(words).skip(1).map(Long::valueOf).toList();
        switch (words[0]) {
          case "SYNCED" -> said.promised().addAll(seeds);
          case "DELETING" -> seeds.forEach(said.promised()::remove);
          case "OPEN" -> assertThat(seeds).isEmpty();
          case "DELETED" -> said.deleted().addAll(seeds);
          default -> throw new AssertionError("the child said: " + line);
        }
      }
      return said;
    }
  }

  /** Killed while it makes files of what it has replayed. */
  private void openAndKill() throws Exception {
    try (ChildStore child = ChildStore.start(folder, 0, 0)) {
      child.awaitOpen();
      child.killAfter(random.nextInt(20));
    }
  }

  private void verify(Set<Long> there, Set<Long> gone) throws IOException {
    long begin = System.nanoTime();
    FlatfsBlockstore store = Stores.open(folder);
    openMicros.add((System.nanoTime() - begin) / 1000);
    for (long seed : there) {
      Stores.assertHas(store, ChildMain.block(seed));
    }
    for (long seed : gone) {
      assertThat(store.has(ChildMain.block(seed).cid().multihash())).isFalse();
    }
    store.close();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    assertThat(folder.resolve(".journal")).isEmptyDirectory();
    assertNewFilesAreWhole();
  }

  /** Also those that were not promised. */
  private void assertNewFilesAreWhole() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".data")).toList()) {
        if (checked.add(file)) {
          Block block = SampleBlocks.raw(Files.readAllBytes(file));
          assertThat(file.getFileName())
              .hasToString(BlockName.of(block.cid().multihash()) + ".data");
        }
      }
    }
  }
}
