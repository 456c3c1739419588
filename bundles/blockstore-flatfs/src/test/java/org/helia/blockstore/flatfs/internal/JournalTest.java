package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32C;
import org.helia.api.block.Block;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of journals, whatever a crash left of them. */
class JournalTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(6, 40);

  /** Saves the time that fsync takes. */
  private static final Disk FORGETFUL =
      new FaultyDisk() {
        @Override
        public void force(Path file) {
          assertThat(file).exists();
        }
      };

  @TempDir Path folder;
  private WriteGate gate;

  @BeforeEach
  void makeGate() {
    gate = new WriteGate(folder);
  }

  private Journals open() throws IOException {
    return new Journals(folder, new LocalDisk(), gate, replay());
  }

  private SortedMap<Long, Journal> replay() throws IOException {
    return new JournalReplay(folder, FORGETFUL, gate).read();
  }

  private Map<Multihash, byte[]> replayed() throws IOException {
    Map<Multihash, byte[]> blocks = new HashMap<>();
    for (Journal journal : replay().values()) {
      journal.blocks().forEach(block -> blocks.put(block.hash(), block.bytes()));
    }
    return blocks;
  }

  private static Multihash hash(int block) {
    return BLOCKS.get(block).cid().multihash();
  }

  private static void put(Journals journals, int... blocks) throws IOException {
    for (int block : blocks) {
      journals.put(hash(block), BLOCKS.get(block).bytes());
    }
  }

  private void assertReplayed(int... blocks) throws IOException {
    Map<Multihash, byte[]> found = replayed();
    assertThat(found).hasSize(blocks.length);
    for (int block : blocks) {
      assertThat(found.get(hash(block))).isEqualTo(BLOCKS.get(block).bytes());
    }
  }

  @Test
  void replay_emptyDirectory_isNothing() throws Exception {
    assertThat(replay()).isEmpty();
  }

  @Test
  void open_nothingWritten_makesNoFile() throws Exception {
    open().close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void replay_puts_areThere() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0, 1, 2);
    }
    assertReplayed(0, 1, 2);
  }

  @Test
  void replay_severalJournals_lastRecordHolds() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0, 1, 2, 3);
      journals.freeze();
      journals.delete(hash(0));
      journals.delete(hash(1));
      journals.freeze();
      put(journals, 1);
      journals.delete(hash(2));
    }
    assertThat(replay()).hasSize(3);
    assertReplayed(1, 3);
  }

  @Test
  void replay_moreThanNineJournals_areReadInTheirOrder() throws Exception {
    try (Journals journals = open()) {
      for (int i = 0; i < 11; i++) {
        put(journals, 0);
        journals.freeze();
        journals.delete(hash(0));
        journals.freeze();
      }
      put(journals, 1);
    }
    assertReplayed(1);
  }

  @Test
  void replay_discardedJournal_isGone() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0, 1);
      List<Journal> frozen = journals.freeze();
      put(journals, 2);
      journals.discard(frozen);
      assertThat(journals.blocks()).isEqualTo(1);
    }
    assertReplayed(2);
  }

  @Test
  void open_journalsOfAnEarlierProcess_goesOnWithTheNextNumber() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0);
    }
    try (Journals journals = open()) {
      put(journals, 1);
      assertThat(journals.blocks()).isEqualTo(2);
    }
    assertThat(replay().keySet()).containsExactly(1L, 2L);
    assertReplayed(0, 1);
  }

  @Test
  void replay_foreignFiles_areIgnored() throws Exception {
    Files.writeString(folder.resolve("notes.log"), "x");
    Files.writeString(folder.resolve("1.txt"), "x");
    assertThat(replay()).isEmpty();
  }

  /** A record is applied when all of it is there; what comes before is never lost. */
  @Test
  void replay_cutAtEveryByte_hasTheWholeRecords() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0, 1);
      journals.delete(hash(0));
      put(journals, 2);
    }
    byte[] whole = Files.readAllBytes(folder.resolve("1.log"));
    int put = JournalRecord.put(hash(0), BLOCKS.get(0).bytes()).size();
    int delete = JournalRecord.delete(hash(0)).size();
    assertThat(whole).hasSize(3 * put + delete);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(folder.resolve("1.log"), Arrays.copyOf(whole, length));
      assertReplayed(expected(length, put, delete));
    }
  }

  private static int[] expected(int length, int put, int delete) {
    List<Integer> blocks = new ArrayList<>();
    if (length >= put && length < 2 * put + delete) {
      blocks.add(0);
    }
    if (length >= 2 * put) {
      blocks.add(1);
    }
    if (length >= 3 * put + delete) {
      blocks.add(2);
    }
    return blocks.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A damaged record and all behind it are ignored; no wrong byte is ever taken for a block. */
  @Test
  void replay_anyByteChanged_hasTheRecordsBefore() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0, 1, 2);
    }
    byte[] whole = Files.readAllBytes(folder.resolve("1.log"));
    int record = whole.length / 3;
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(folder.resolve("1.log"), damaged);
      assertReplayed(Arrays.copyOf(new int[] {0, 1, 2}, at / record));
    }
  }

  @Test
  void replay_zerosBehindTheLastRecord_areIgnored() throws Exception {
    try (Journals journals = open()) {
      put(journals, 0);
    }
    byte[] whole = Files.readAllBytes(folder.resolve("1.log"));
    Files.write(folder.resolve("1.log"), Arrays.copyOf(whole, whole.length + 10_000));
    assertReplayed(0);
  }

  @Test
  void replay_lengthBeyondTheLimit_isNotAllocated() throws Exception {
    Files.write(folder.resolve("1.log"), new byte[] {0x7f, -1, -1, -1, 0, 0, 0, 0, 1, 0x12});
    assertThat(replayed()).isEmpty();
  }

  /** A whole record that we do not know was promised by a newer version: do not pass it over. */
  @Test
  void replay_recordOfUnknownKind_isRefused() throws Exception {
    byte[] record = JournalRecord.put(hash(0), BLOCKS.get(0).bytes()).encode();
    record[8] = 9;
    CRC32C crc = new CRC32C();
    crc.update(record, 8, record.length - 8);
    ByteBuffer.wrap(record).putInt(4, (int) crc.getValue());
    Files.write(folder.resolve("1.log"), record);
    assertThatThrownBy(this::replay).isInstanceOf(IOException.class).hasMessageContaining("kind 9");
  }

  @Test
  void append_failsHalfWritten_isCutOff() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (Journals journals = new Journals(folder, disk, gate, replay())) {
      put(journals, 0);
      disk.breakAll(FaultyDisk.Operation.APPEND, "No space left on device");
      assertThat(journals.blocks()).isEqualTo(1);
      assertThatThrownBy(() -> put(journals, 1)).hasMessage("No space left on device");
      disk.repair();
      put(journals, 2);
      assertThat(journals.blocks()).isEqualTo(2);
    }
    assertThat(gate.isOpen()).isTrue();
    assertReplayed(0, 2);
  }

  @Test
  void append_failsAndCannotBeCutOff_closesTheGate() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (Journals journals = new Journals(folder, disk, gate, replay())) {
      put(journals, 0);
      disk.breakWith(
          (operation, file) -> {
            throw new IOException("broken");
          });
      assertThatThrownBy(() -> put(journals, 1)).hasMessage("broken");
      assertThat(gate.isOpen()).isFalse();
    }
  }
}
