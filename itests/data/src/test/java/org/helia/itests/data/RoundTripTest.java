package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.pin.PinOptions;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeSessionBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever reads a DAG from elsewhere waits for the network a few times, not for each block: the
 * broker answers in rounds, and these are counted. A block comes once.
 */
@Timeout(300)
class RoundTripTest {
  private static final int FILES = 2_000;

  @TempDir Path folder;

  private Node source;
  private Node target;
  private FakeSessionBroker broker;

  @BeforeEach
  void open() {
    source = Node.inMemory(folder.resolve("source"));
    target = Node.inMemory(folder.resolve("target"));
    broker = new FakeSessionBroker("far").inRounds();
    target.addBroker(broker);
  }

  @AfterEach
  void close() {
    target.close();
    broker.close();
    source.close();
  }

  @Test
  void cat_fileOf64MiB_waitsForTheNetworkAFewTimes() throws IOException {
    byte[] content = random(1, 64 << 20);
    Cid file = add(AddSource.bytes("file", content), chunks(256 * 1024));
    try (InputStream in =
        target.unixFs.cat(ContentPath.of(file), ByteRange.ALL, FetchOptions.DEFAULTS)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertRounds(12, 257);
  }

  @Test
  void cat_fileWithSmallNodes_doesNotWaitForEachOfThem() throws IOException {
    byte[] content = random(1, 2_000 * 1024);
    UnixFsProfile deep = chunks(1024).toBuilder().maxFileLinks(20).build();
    Cid file = add(AddSource.bytes("file", content), deep);
    try (InputStream in =
        target.unixFs.cat(ContentPath.of(file), ByteRange.ALL, FetchOptions.DEFAULTS)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertRounds(25, 2_000 + 100 + 5 + 1);
  }

  @Test
  void get_directoryOf2000Files_fetchesAcrossFiles() throws IOException {
    Cid directory = addDirectory(1, chunks(1024 * 1024));
    get(directory);
    assertRounds(15, FILES + 1);
  }

  @Test
  void get_filesOfSeveralBlocks_fetchesAcrossFiles() throws IOException {
    Cid directory = addDirectory(3, chunks(1024));
    get(directory);
    assertRounds(40, 4 * FILES + 1);
  }

  @Test
  void get_directoryInManyBlocks_fetchesAcrossThem() throws IOException {
    Cid directory = addDirectory(1, sharded());
    get(directory);
    assertThat(broker.rounds()).isLessThanOrEqualTo(30);
  }

  @Test
  void ls_directoryInManyBlocks_waitsForTheNetworkAFewTimes() throws IOException {
    Cid directory = addDirectory(1, sharded());
    try (Stream<DirectoryEntry> entries =
        target.unixFs.ls(ContentPath.of(directory), FetchOptions.DEFAULTS)) {
      assertThat(entries).hasSize(FILES);
    }
    assertThat(broker.rounds()).isLessThanOrEqualTo(15);
  }

  @Test
  void pinAdd_directoryOfFilesOfSeveralBlocks_fetchesManyAtOnce() throws IOException {
    Cid directory = addDirectory(3, chunks(1024));
    target.pins.add(directory, PinOptions.DEFAULTS, Progress.NONE);
    assertRounds(40, 4 * FILES + 1);
    assertThat(broker.expected()).containsExactly(directory);
  }

  @Test
  void carExport_directoryOfFilesOfSeveralBlocks_fetchesManyAtOnce() throws IOException {
    Cid directory = addDirectory(3, chunks(1024));
    target.cars.exportDag(
        List.of(directory), OutputStream.nullOutputStream(), FetchOptions.DEFAULTS, Progress.NONE);
    assertRounds(40, 4 * FILES + 1);
    assertThat(broker.expected()).containsExactly(directory);
  }

  /** Sequentially, it would be as many rounds as there are blocks. */
  private void assertRounds(int most, int blocks) {
    assertThat(broker.deliveries()).as("each block comes once").isEqualTo(blocks);
    assertThat(broker.rounds()).isLessThanOrEqualTo(most);
    assertThat(broker.sessions()).isEqualTo(1);
  }

  private void get(Cid directory) throws IOException {
    Path out = folder.resolve("out");
    target.unixFs.get(ContentPath.of(directory), out, FetchOptions.DEFAULTS, Progress.NONE);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(FILES);
    }
  }

  private Cid addDirectory(int kib, UnixFsProfile profile) throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    for (int i = 0; i < FILES; i++) {
      Files.write(files.resolve("file number %05d".formatted(i)), random(i, kib * 1024));
    }
    return add(AddSource.path(files), profile);
  }

  private Cid add(AddSource content, UnixFsProfile profile) {
    Cid root =
        source
            .unixFs
            .add(content, AddOptions.DEFAULTS.withProfile(profile), AddListener.NONE)
            .cid();
    try (Stream<Multihash> hashes = source.blocks.hashes()) {
      hashes.forEach(hash -> broker.offer(hash, source.blocks.get(Cid.v1(0x55, hash)).bytes()));
    }
    return root;
  }

  private static UnixFsProfile chunks(int bytes) {
    return UnixFsProfile.V1_2025.toBuilder().chunkBytes(bytes).build();
  }

  private static UnixFsProfile sharded() {
    return chunks(1024 * 1024).toBuilder().hamtThresholdBytes(10_000).build();
  }

  private static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
