package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarException;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.CarInfo;
import org.helia.api.car.CarReport;
import org.helia.api.car.MalformedCarException;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.dag.DagSelection;
import org.helia.api.path.ContentPath;
import org.helia.dag.internal.DagsComponent;
import org.helia.ipld.car.CarSection;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CarFilesTest {
  @TempDir Path folder;

  private final FakeBlocks blocks = new FakeBlocks();
  private final DagCars cars =
      new DagCars(blocks, new DagsComponent(blocks, new FixedCodecs()), new FakeHashers());
  private final SampleDag dag = new SampleDag();
  private final List<String> faults = new ArrayList<>();

  private Path write(byte[] car) throws IOException {
    return Files.write(folder.resolve("some.car"), car);
  }

  private CarReport verify(Path car) {
    faults.clear();
    return cars.verify(car, faults::add, Progress.NONE);
  }

  static Stream<Fixture> readable() {
    return FixtureFile.read("car/read.json").cases().stream()
        .filter(given -> given.text("expect").equals("ok"));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void list_fixture_isWhatIsReadInOrder(Fixture given) throws IOException {
    byte[] bytes = CarBytes.fixture(given.text("file"));
    List<CarEntry> entries = new ArrayList<>();

    CarInfo info = cars.list(write(bytes), entries::add);

    assertThat(info.version()).isEqualTo((int) given.number("version"));
    assertThat(info.roots()).extracting(Cid::toString).isEqualTo(given.texts("roots"));
    List<CarSection> sections = CarBytes.sections(bytes);
    assertThat(entries)
        .extracting(CarEntry::cid)
        .isEqualTo(sections.stream().map(section -> section.block().cid()).toList());
    assertThat(entries)
        .extracting(CarEntry::blockOffset)
        .isEqualTo(sections.stream().map(CarSection::blockOffset).toList());
  }

  @Test
  void verify_indexOfGoCar_leadsToEveryBlock() throws IOException {
    for (String file : List.of("sample-wrapped-v2.car", "sample-rw-bs-v2.car")) {
      CarReport report = verify(write(CarBytes.fixture(file)));

      assertThat(report.info().index()).hasValue(CarIndexKind.MULTIHASH_SORTED);
      assertThat(report.info().indexed()).isPositive();
      assertThat(faults)
          .allMatch(fault -> fault.contains("cannot be checked") || fault.contains("root"));
    }
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void index_anyCar_isAWholeCarV2WithTheSameBlocks(CarIndexKind kind) throws IOException {
    byte[] v1 = CarBytes.of(List.of(SampleBlocks.raw(1, 10).cid()), SampleBlocks.many(700, 30));
    Path source = write(v1);
    Path target = folder.resolve("indexed.car");

    assertThat(cars.index(source, target, kind, Progress.NONE)).isEqualTo(700);
    Path again = folder.resolve("again.car");
    cars.index(target, again, kind, Progress.NONE);

    assertThat(Files.readAllBytes(target))
        .isEqualTo(Files.readAllBytes(again))
        .containsSequence(v1);
    CarInfo info = cars.list(target, entry -> {});
    assertThat(info.version()).isEqualTo(2);
    assertThat(info.index()).hasValue(kind);
    assertThat(info.fullyIndexed()).isTrue();
    assertThat(info.indexed()).isEqualTo(700);
    assertThat(verify(target).blocks()).isEqualTo(700);
    assertThat(faults).hasSize(1).first().asString().contains("the root");
  }

  @Test
  void index_ofAFixture_isByteForByteThatOfGoCar() throws IOException {
    byte[] goCar = CarBytes.fixture("sample-wrapped-v2.car");
    Path target = folder.resolve("indexed.car");
    cars.index(write(goCar), target, CarIndexKind.MULTIHASH_SORTED, Progress.NONE);

    // Behind ours of the identity CIDs, which go-car leaves out: function, widths, entries.
    int blake2b = 8 + 4 + 4 + 8 + 1043 * 40;
    byte[] ours = Files.readAllBytes(target);
    assertThat(Arrays.copyOfRange(ours, ours.length - blake2b, ours.length))
        .isEqualTo(Arrays.copyOfRange(goCar, goCar.length - blake2b, goCar.length));
    assertThat(Arrays.copyOfRange(ours, 51, 479_958))
        .isEqualTo(Arrays.copyOfRange(goCar, 51, 479_958));
  }

  @Test
  void index_intoItself_replacesTheFile() throws IOException {
    Path car = write(CarBytes.of(List.of(), SampleBlocks.many(10, 30)));
    cars.index(car, car, CarIndexKind.SORTED, Progress.NONE);

    assertThat(cars.list(car, entry -> {}).version()).isEqualTo(2);
    assertThat(faults).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(car);
    }
  }

  @Test
  void index_truncatedCar_leavesNothing() throws IOException {
    byte[] whole = CarBytes.of(List.of(), SampleBlocks.many(10, 30));
    Path car = write(Arrays.copyOf(whole, whole.length - 1));
    Path target = folder.resolve("target.car");

    assertThatThrownBy(() -> cars.index(car, target, CarIndexKind.SORTED, Progress.NONE))
        .isInstanceOf(MalformedCarException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(car);
    }
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void exportIndexed_dag_isVerifiedAndImported(CarIndexKind kind) throws IOException {
    Cid root = SampleDag.random(dag, 3, 200);
    dag.putInto(blocks);
    Path car = folder.resolve("dag.car");

    CarExport export =
        cars.exportIndexed(
            List.of(ContentPath.of(root)),
            car,
            DagSelection.ALL,
            kind,
            FetchOptions.OFFLINE,
            Progress.NONE);

    assertThat(Files.size(car)).isEqualTo(export.bytes());
    CarReport report = verify(car);
    assertThat(faults).isEmpty();
    assertThat(report.faults()).isZero();
    assertThat(report.blocks()).isEqualTo(export.blocks()).isEqualTo(dag.inOrder(root).size());
    FakeBlocks elsewhere = new FakeBlocks();
    CarImport imported = importInto(elsewhere, Files.readAllBytes(car));
    assertThat(imported.missingRoots()).isEmpty();
    assertThat(elsewhere.store().count()).isEqualTo(dag.inOrder(root).size());
  }

  private CarImport importInto(FakeBlocks target, byte[] car) {
    return new DagCars(target, new DagsComponent(target, new FixedCodecs()), new FakeHashers())
        .importCar(new ByteArrayInputStream(car), CarImportOptions.DEFAULTS, Progress.NONE);
  }

  @Test
  void exportIndexed_missingBlock_leavesTheOldFile() throws IOException {
    Cid missing = dag.leaf(1, 10);
    Cid root = dag.inner("root", missing);
    dag.putInto(blocks);
    blocks.delete(missing);
    Path car = Files.writeString(folder.resolve("dag.car"), "as before");

    assertThatThrownBy(
            () ->
                cars.exportIndexed(
                    List.of(ContentPath.of(root)),
                    car,
                    DagSelection.ALL,
                    CarIndexKind.SORTED,
                    FetchOptions.OFFLINE,
                    Progress.NONE))
        .isInstanceOf(BrokenDagException.class);
    assertThat(car).hasContent("as before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(car);
    }
  }

  @Test
  void verify_anyByteOfABlockChanged_isFound() throws IOException {
    byte[] car = CarBytes.of(List.of(), SampleBlocks.many(5, 20));
    CarSection second = CarBytes.sections(car).get(1);
    for (int at = 0; at < 20; at++) {
      byte[] bad = car.clone();
      bad[(int) second.blockOffset() + at] ^= 1;
      assertThat(verify(write(bad)).faults()).isEqualTo(1);
      assertThat(faults)
          .first()
          .asString()
          .contains(second.block().cid() + " at byte " + second.blockOffset());
    }
  }

  @Test
  void verify_indexLacksOrInvents_isFound() throws IOException {
    List<Block> all = SampleBlocks.many(10, 30);
    Path target = folder.resolve("indexed.car");
    cars.index(
        write(CarBytes.of(List.of(), all)), target, CarIndexKind.MULTIHASH_SORTED, Progress.NONE);
    byte[] good = Files.readAllBytes(target);

    byte[] lied = good.clone();
    lied[lied.length - 8] ^= 1;
    assertThat(verify(Files.write(target, lied)).faults()).isPositive();
    assertThat(faults).anyMatch(fault -> fault.contains("the index leads to byte"));

    byte[] otherDigest = good.clone();
    otherDigest[otherDigest.length - 9] ^= 1;
    assertThat(verify(Files.write(target, otherDigest)).faults()).isPositive();
    assertThat(faults).anyMatch(fault -> fault.contains("is not in the index"));
  }

  @Test
  void list_notACar_isRefused() throws IOException {
    assertThatThrownBy(() -> cars.list(write(new byte[] {1, 2, 3}), entry -> {}))
        .isInstanceOf(MalformedCarException.class);
    assertThatThrownBy(() -> cars.list(folder.resolve("none"), entry -> {}))
        .isInstanceOf(CarException.class);
  }

  @Test
  void importCar_partWasThere_countsWhatWasPresent() {
    List<Block> all = SampleBlocks.many(50, 100);
    byte[] car = CarBytes.of(List.of(), all);
    CarSection fault = CarBytes.sections(car).get(30);

    assertThatThrownBy(() -> importInto(blocks, Arrays.copyOf(car, (int) fault.offset() + 20)))
        .isInstanceOf(MalformedCarException.class);
    CarImport resumed = importInto(blocks, car);

    assertThat(resumed.blocks()).isEqualTo(50);
    assertThat(resumed.present()).isEqualTo(30);
    assertThat(importInto(blocks, car).present()).isEqualTo(50);
  }
}
