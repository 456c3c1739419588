package org.helia.blockstore.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.api.car.CarException;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarFile;
import org.helia.ipld.car.CarLayout;
import org.helia.ipld.car.CarV2Header;
import org.helia.ipld.car.CarWriter;
import org.helia.ipld.car.IndexedCar;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MountTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(1500, 64);
  private static final Block ABSENT = SampleBlocks.raw(999, 5000);

  @TempDir Path folder;

  private Path v1(List<Block> blocks) throws IOException {
    Path path = folder.resolve("blocks.car");
    try (OutputStream out = Files.newOutputStream(path)) {
      CarWriter writer = new CarWriter(out, List.of(blocks.get(0).cid()));
      blocks.forEach(writer::write);
      writer.flush();
    }
    return path;
  }

  /** A CARv2 around the CARv1, with an index of which an attacker may have changed the bytes. */
  private Path v2(Path v1, CarIndexKind kind) throws IOException {
    Path path = folder.resolve("indexed.car");
    byte[] data = Files.readAllBytes(v1);
    CarV2Header header = new CarV2Header(true, 51, data.length, 51 + data.length);
    CarFile file = CarFile.open(v1);
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(header.encode());
      out.write(data);
      IndexedCar.writeIndex(file, CarLayout.of(file), kind, out);
    } finally {
      file.close();
    }
    return path;
  }

  private static void assertHasAll(CarBlockstore store) {
    for (Block block : BLOCKS) {
      Multihash hash = block.cid().multihash();
      assertThat(store.get(hash)).hasValueSatisfying(b -> assertThat(b).isEqualTo(block.bytes()));
      assertThat(store.size(hash)).hasValue(block.size());
      assertThat(store.has(hash)).isTrue();
    }
    assertThat(store.get(ABSENT.cid().multihash())).isEmpty();
    assertThat(store.size(ABSENT.cid().multihash())).isEmpty();
    assertThat(store.has(ABSENT.cid().multihash())).isFalse();
    try (Stream<Multihash> hashes = store.hashes()) {
      assertThat(hashes)
          .containsExactlyInAnyOrderElementsOf(
              BLOCKS.stream().map(block -> block.cid().multihash()).toList());
    }
  }

  @Test
  void open_v1_makesTheIndexAndKeepsItBeside() throws IOException {
    Path car = v1(BLOCKS);
    CarBlockstore store = CarBlockstore.open("car", car);
    assertHasAll(store);
    store.close();

    Path kept = folder.resolve("blocks.car.helia-index");
    FileTime made = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(kept, made);
    store = CarBlockstore.open("car", car);
    assertHasAll(store);
    store.close();
    assertThat(Files.getLastModifiedTime(kept)).isEqualTo(made);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(car, kept);
    }
  }

  @Test
  void open_fileChangedSinceItsIndexWasMade_makesAnother() throws IOException {
    CarBlockstore.open("car", v1(List.of(ABSENT))).close();

    CarBlockstore store = CarBlockstore.open("car", v1(BLOCKS));
    assertHasAll(store);
    store.close();
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void open_v2_usesTheIndexInIt(CarIndexKind kind) throws IOException {
    CarBlockstore store = CarBlockstore.open("car", v2(v1(BLOCKS), kind));
    assertHasAll(store);
    store.close();
    assertThat(folder.resolve("indexed.car.helia-index")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void get_indexLeadsToAnotherBlock_isAnError(CarIndexKind kind) throws IOException {
    Path car = v2(v1(BLOCKS), kind);
    long first = firstOffset(BLOCKS.get(0));
    changeOffsets(car, offset -> first);
    CarBlockstore store = CarBlockstore.open("car", car);

    Multihash right = BLOCKS.get(0).cid().multihash();
    assertThat(store.get(right))
        .hasValueSatisfying(b -> assertThat(b).isEqualTo(BLOCKS.get(0).bytes()));
    Multihash wrong = BLOCKS.get(1).cid().multihash();
    assertThatThrownBy(() -> store.get(wrong))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContainingAll("is wrong", BLOCKS.get(0).cid().toString());
    store.close();
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void get_indexLeadsIntoABlock_neverReturnsOtherBytes(CarIndexKind kind) throws IOException {
    Path car = v2(v1(BLOCKS), kind);
    changeOffsets(car, offset -> offset + 7);
    CarBlockstore store = CarBlockstore.open("car", car);

    for (Block block : BLOCKS.subList(0, 100)) {
      assertThatThrownBy(() -> store.get(block.cid().multihash()))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("index");
    }
    store.close();
  }

  @Test
  void open_indexLeadsOutOfTheData_makesAnother() throws IOException {
    Path car = v2(v1(BLOCKS), CarIndexKind.MULTIHASH_SORTED);
    changeOffsets(car, offset -> Long.MAX_VALUE);

    CarBlockstore store = CarBlockstore.open("car", car);
    assertHasAll(store);
    store.close();
    assertThat(folder.resolve("indexed.car.helia-index")).exists();
  }

  private static long firstOffset(Block block) throws IOException {
    CarWriter header = new CarWriter(OutputStream.nullOutputStream(), List.of(block.cid()));
    return header.bytes();
  }

  private void changeOffsets(Path car, java.util.function.LongUnaryOperator change)
      throws IOException {
    byte[] bytes = Files.readAllBytes(car);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int entries = bytes.length - BLOCKS.size() * 40;
    for (int at = entries + 32; at < bytes.length; at += 40) {
      buffer.putLong(at, change.applyAsLong(buffer.getLong(at)));
    }
    Files.write(car, bytes);
  }

  @Test
  void open_indexOfAnyBytesChanged_neverReturnsWrongBytes() throws IOException {
    Path good = v2(v1(BLOCKS.subList(0, 5)), CarIndexKind.MULTIHASH_SORTED);
    byte[] bytes = Files.readAllBytes(good);
    int index = bytes.length - (2 + 4 + 8 + 4 + 12 + 5 * 40);
    for (int at = index; at < bytes.length; at++) {
      byte[] bad = bytes.clone();
      bad[at] ^= (byte) 0xff;
      Path car = Files.write(folder.resolve("bad" + at + ".car"), bad);
      CarBlockstore store = CarBlockstore.open("car", car);
      for (Block block : BLOCKS.subList(0, 5)) {
        assertRightOrRefused(store, block);
      }
      store.close();
    }
  }

  private static void assertRightOrRefused(CarBlockstore store, Block block) {
    try {
      store
          .get(block.cid().multihash())
          .ifPresent(found -> assertThat(found).isEqualTo(block.bytes()));
    } catch (BlockstoreException e) {
      assertThat(e).hasMessageContaining("index");
    }
  }

  @Test
  void open_indexBomb_isRefusedBeforeAnythingIsAllocated() throws IOException {
    Path v1 = v1(BLOCKS);
    byte[] data = Files.readAllBytes(v1);
    List<byte[]> bombs = new ArrayList<>();
    bombs.add(index(2_000_000_000, 40, 400));
    bombs.add(index(1, 40, Long.MAX_VALUE));
    bombs.add(index(1, Integer.MAX_VALUE, 40));
    bombs.add(index(1, 0, 1L << 40));
    bombs.add(index(-1, 40, 40));
    for (byte[] bomb : bombs) {
      ByteBuffer car = ByteBuffer.allocate(51 + data.length + bomb.length);
      car.put(new CarV2Header(true, 51, data.length, 51 + data.length).encode());
      car.put(data).put(bomb);
      CarBlockstore store =
          CarBlockstore.open("car", Files.write(folder.resolve("bomb.car"), car.array()));
      assertHasAll(store);
      store.close();
    }
  }

  private static byte[] index(int widths, int width, long bytes) {
    return ByteBuffer.allocate(2 + 4 + 4 + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x80, 0x08})
        .putInt(widths)
        .putInt(width)
        .putLong(bytes)
        .array();
  }

  @Test
  void open_notACar_isRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.car"), "not a CAR at all");
    assertThatThrownBy(() -> CarBlockstore.open("car", text))
        .isInstanceOf(MalformedCarException.class);
    assertThatThrownBy(() -> CarBlockstore.open("car", folder.resolve("none.car")))
        .isInstanceOf(CarException.class)
        .hasMessageContaining("none.car");
  }

  @Test
  void open_truncatedCar_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(v1(BLOCKS));
    Path cut = Files.write(folder.resolve("cut.car"), Arrays.copyOf(whole, whole.length - 3));
    assertThatThrownBy(() -> CarBlockstore.open("car", cut))
        .isInstanceOf(MalformedCarException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void get_sameDigestOfAnotherFunction_isAbsent() throws IOException {
    CarBlockstore store = CarBlockstore.open("car", v2(v1(BLOCKS), CarIndexKind.SORTED));
    byte[] digest = BLOCKS.get(0).cid().multihash().digest();
    assertThat(store.get(Multihash.of(Multicodec.BLAKE2B_256, digest))).isEmpty();
    store.close();
  }

  @Test
  void get_sameBlockSeveralTimesInTheCar_isFound() throws IOException {
    List<Block> twice = new ArrayList<>(BLOCKS.subList(0, 10));
    twice.addAll(BLOCKS.subList(0, 10));
    CarBlockstore store = CarBlockstore.open("car", v1(twice));
    assertThat(store.get(BLOCKS.get(3).cid().multihash()))
        .hasValueSatisfying(b -> assertThat(b).isEqualTo(BLOCKS.get(3).bytes()));
    store.close();
  }

  @Test
  void nameOf_file_isWithoutItsExtension() {
    assertThat(CarMount.nameOf(Path.of("/data/photos.car"))).isEqualTo("car-photos");
    assertThat(CarMount.nameOf(Path.of("archive"))).isEqualTo("car-archive");
  }
}
