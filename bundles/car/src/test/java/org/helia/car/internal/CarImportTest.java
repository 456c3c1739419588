package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarException;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.MalformedCarException;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.dag.internal.DagsComponent;
import org.helia.ipld.car.CarSection;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CarImportTest {
  private static final CarImportOptions ROOTS_REQUIRED = new CarImportOptions(true);

  private FakeBlocks blocks = new FakeBlocks();

  @AfterEach
  void everyWriterIsClosed() {
    assertThat(blocks.openWriters()).isZero();
  }

  private CarImport importCar(byte[] car) {
    return importCar(new ByteArrayInputStream(car), CarImportOptions.DEFAULTS);
  }

  private CarImport importCar(InputStream in, CarImportOptions options) {
    return cars().importCar(in, options, Progress.NONE);
  }

  private DagCars cars() {
    return new DagCars(blocks, new DagsComponent(blocks, new FixedCodecs()), new FakeHashers());
  }

  @Test
  void importCar_stored_isToldOnceWhileTheDurableBlocksAreProtected() {
    List<CarImport> told = new ArrayList<>();

    CarImport imported =
        cars()
            .importCar(
                new ByteArrayInputStream(CarBytes.fixture("carv1-basic.car")),
                CarImportOptions.DEFAULTS,
                Progress.NONE,
                stored -> {
                  told.add(stored);
                  assertThat(blocks.openWriters()).isOne();
                  assertThat(blocks.store().unsynced()).isEmpty();
                });

    assertThat(told).containsExactly(imported);
  }

  static Stream<Fixture> readable() {
    return FixtureFile.read("car/read.json").cases().stream()
        .filter(given -> given.text("expect").equals("ok"));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void importCar_readableFile_storesEveryBlock(Fixture given) {
    byte[] car = CarBytes.fixture(given.text("file"));
    List<CarSection> sections = CarBytes.sections(car);
    if (sections.stream().anyMatch(CarImportTest::isBlake2b)) {
      assertThatExceptionOfType(UnknownHashException.class)
          .isThrownBy(() -> importCar(car))
          .withMessageContaining("blake2b-256");
      return;
    }

    CarImport result = importCar(car);

    assertThat(result.roots()).extracting(Cid::toString).isEqualTo(given.texts("roots"));
    assertThat(result.blocks()).isEqualTo(given.number("sections"));
    assertThat(result.bytes()).isEqualTo(sections.stream().mapToLong(s -> s.block().size()).sum());
    assertThat(result.missingRoots()).isEqualTo(sections.isEmpty() ? result.roots() : List.of());
    sections.forEach(section -> assertStored(section.block()));
    assertThat(blocks.store().unsynced()).isEmpty();
  }

  private static boolean isBlake2b(CarSection section) {
    return section.block().cid().multihash().code() == Multicodec.BLAKE2B_256;
  }

  private void assertStored(Block block) {
    assertThat(blocks.get(block.cid(), FetchOptions.OFFLINE).bytes()).isEqualTo(block.bytes());
  }

  @ParameterizedTest
  @FixtureSource("car/read-invalid.json")
  void importCar_brokenBytes_isRefused(Fixture given) {
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> importCar(given.bytes("hex")));
  }

  @Test
  void importCar_cutAnywhere_keepsTheWholeBlocksBefore() {
    byte[] car = CarBytes.fixture("carv1-basic.car");
    List<CarSection> sections = CarBytes.sections(car);
    for (int length = 0; length < car.length; length++) {
      blocks = new FakeBlocks();
      importCut(car, sections, length);
      assertThat(blocks.store().unsynced()).isEmpty();
      assertThat(blocks.openWriters()).isZero();
    }
  }

  private void importCut(byte[] car, List<CarSection> sections, int length) {
    int headerEnd = (int) sections.get(0).offset();
    int whole = wholeSections(sections, length, car.length);
    Throwable thrown = catchThrowable(() -> importCar(Arrays.copyOf(car, length)));
    if (length >= headerEnd && endOf(sections, whole - 1, car.length) == length) {
      assertThat(thrown).isNull();
    } else {
      long latest = length < headerEnd ? headerEnd : sections.get(whole).offset();
      long earliest = length < headerEnd ? 0 : latest;
      assertThat(thrown)
          .isInstanceOfSatisfying(
              MalformedCarException.class, e -> assertThat(e.offset()).isBetween(earliest, latest));
    }
    sections.subList(0, whole).forEach(section -> assertStored(section.block()));
    assertThat(blocks.store().count()).isEqualTo(whole);
  }

  private static int wholeSections(List<CarSection> sections, int length, int total) {
    int whole = 0;
    while (whole < sections.size() && endOf(sections, whole, total) <= length) {
      whole++;
    }
    return whole;
  }

  /** Where a section ends; -1 stands for the header. */
  private static long endOf(List<CarSection> sections, int index, int total) {
    return index + 1 < sections.size() ? sections.get(index + 1).offset() : total;
  }

  @Test
  void importCar_anyByteOfASectionChanged_isRefused() {
    byte[] car = CarBytes.fixture("carv1-basic.car");
    List<CarSection> sections = CarBytes.sections(car);
    for (int at = (int) sections.get(0).offset(); at < car.length; at++) {
      if (isCodec(at, sections)) {
        continue;
      }
      byte[] changed = car.clone();
      changed[at] ^= 0x10;
      blocks = new FakeBlocks();
      int offset = at;
      assertThatExceptionOfType(HeliaException.class)
          .as("byte %d", at)
          .isThrownBy(() -> importCar(changed))
          .satisfies(e -> assertFaultAtOrBefore(offset, e));
    }
  }

  /** Whether a byte is the codec of a CIDv1, with any value of which the block still matches. */
  private static boolean isCodec(int at, List<CarSection> sections) {
    return sections.stream()
        .filter(section -> section.block().cid().version() == 1)
        .anyMatch(section -> at == section.offset() + 2);
  }

  private static void assertFaultAtOrBefore(int offset, HeliaException e) {
    if (e instanceof MalformedCarException malformed) {
      assertThat(malformed.offset()).isLessThanOrEqualTo(offset);
    } else {
      assertThat(e).isInstanceOfAny(UnknownHashException.class, InsecureHashException.class);
    }
  }

  @Test
  void importCar_blockThatDoesNotMatch_namesItsOffsetAndBlock() {
    List<Block> sample = SampleBlocks.many(20, 100);
    byte[] car = CarBytes.of(List.of(), sample);
    CarSection faulty = CarBytes.sections(car).get(13);
    car[(int) faulty.offset() + 60] ^= 1;

    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> importCar(car))
        .withMessageContaining(faulty.block().cid().toString())
        .satisfies(e -> assertThat(e.offset()).isEqualTo(faulty.offset()));
    sample.subList(0, 13).forEach(this::assertStored);
    assertThat(blocks.has(faulty.block().cid())).isFalse();
    assertThat(blocks.store().unsynced()).isEmpty();
  }

  @Test
  void importCar_severalFaults_reportsTheFirstEachTime() {
    byte[] car = CarBytes.of(List.of(), SampleBlocks.many(400, 20_000));
    List<CarSection> sections = CarBytes.sections(car);
    for (int number : new int[] {31, 170, 171, 320}) {
      car[(int) sections.get(number).offset() + 100] ^= 1;
    }
    byte[] cut = Arrays.copyOf(car, car.length - 1);
    for (int round = 0; round < 30; round++) {
      blocks = new FakeBlocks();
      assertThatExceptionOfType(MalformedCarException.class)
          .isThrownBy(() -> importCar(cut))
          .satisfies(e -> assertThat(e.offset()).isEqualTo(sections.get(31).offset()));
      sections.subList(0, 31).forEach(section -> assertStored(section.block()));
    }
  }

  @Test
  void importCar_manySmallBlocks_countsThemAll() {
    List<Block> sample = SampleBlocks.many(20_000, 10);
    AtomicLong count = new AtomicLong();
    CarImport result =
        new DagCars(blocks, new DagsComponent(blocks, new FixedCodecs()), new FakeHashers())
            .importCar(
                new ByteArrayInputStream(CarBytes.of(List.of(), sample)),
                CarImportOptions.DEFAULTS,
                (more, bytes) -> count.addAndGet(more));

    assertThat(result.blocks()).isEqualTo(20_000);
    assertThat(result.bytes()).isEqualTo(200_000);
    assertThat(count).hasValue(20_000);
    assertThat(blocks.store().count()).isEqualTo(20_000);
  }

  @Test
  void importCar_exportedDag_comesBackWhole() {
    SampleDag dag = new SampleDag();
    Cid root = SampleDag.random(dag, 3, 300);
    List<Block> inOrder = dag.inOrder(root).stream().map(dag::block).toList();

    CarImport result = importCar(CarBytes.of(List.of(root), inOrder));

    assertThat(result.missingRoots()).isEmpty();
    inOrder.forEach(this::assertStored);
  }

  @Test
  void importCar_identityBlock_isChecked() {
    Cid inline = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.IDENTITY, new byte[] {1, 2, 3}));

    CarImport result =
        importCar(CarBytes.of(List.of(inline), List.of(Block.of(inline, new byte[] {1, 2, 3}))));

    assertThat(result.blocks()).isEqualTo(1);
    assertThat(result.missingRoots()).isEmpty();
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(
            () -> importCar(CarBytes.of(List.of(), List.of(Block.of(inline, new byte[] {1, 2})))));
  }

  @Test
  void importCar_rootsRequired_refusesACarWithoutThem() {
    List<Block> sample = SampleBlocks.many(2, 10);
    Cid elsewhere = SampleBlocks.raw(99, 10).cid();
    byte[] noRoots = CarBytes.of(List.of(), sample);
    byte[] missing = CarBytes.of(List.of(sample.get(0).cid(), elsewhere, elsewhere), sample);

    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> importCar(new ByteArrayInputStream(noRoots), ROOTS_REQUIRED))
        .withMessageContaining("names no root");
    assertThat(blocks.store().count()).isZero();
    assertThatExceptionOfType(CarException.class)
        .isThrownBy(() -> importCar(new ByteArrayInputStream(missing), ROOTS_REQUIRED))
        .withMessageContaining("[" + elsewhere + "]");
    assertThat(importCar(missing).missingRoots()).containsExactly(elsewhere);

    blocks.put(SampleBlocks.raw(99, 10));
    assertThat(importCar(new ByteArrayInputStream(missing), ROOTS_REQUIRED).missingRoots())
        .isEmpty();
  }

  @Test
  void importCar_streamFails_keepsWhatCameBeforeAndSaysWhere() {
    List<Block> sample = SampleBlocks.many(3, 100);
    byte[] car = CarBytes.of(List.of(), sample);
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(car), failing);

    assertThatExceptionOfType(CarException.class)
        .isThrownBy(() -> importCar(in, CarImportOptions.DEFAULTS))
        .withMessageContaining("behind byte " + car.length)
        .withMessageContaining("connection reset");
    sample.forEach(this::assertStored);
    assertThat(blocks.store().unsynced()).isEmpty();
  }

  @Test
  void importCar_interrupted_isCancelled() {
    byte[] car = CarBytes.of(List.of(), SampleBlocks.many(100, 10_000));
    List<Throwable> thrown = new ArrayList<>();
    Thread.currentThread().interrupt();
    try {
      thrown.add(catchThrowable(() -> importCar(car)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(thrown).singleElement().isInstanceOf(CancelledException.class);
  }
}
