package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagSelection;
import org.helia.api.path.ContentPath;
import org.helia.dag.internal.DagsComponent;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;

/** Whatever DAG goes into a file of whatever form comes out the same. */
class CarRoundTripTest {
  private enum Form {
    V1,
    V2_SORTED,
    V2_MULTIHASH_SORTED
  }

  private static DagCars cars(FakeBlocks blocks) {
    return new DagCars(blocks, new DagsComponent(blocks, new FixedCodecs()), new FakeHashers());
  }

  @Property(tries = 60)
  void exportThenImport_anyDag_isTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int size, @ForAll Form form)
      throws IOException {
    SampleDag dag = new SampleDag();
    Cid root = SampleDag.random(dag, seed, size);
    FakeBlocks here = new FakeBlocks();
    dag.putInto(here);
    Path file = Files.createTempFile("round-trip", ".car");
    try {
      export(cars(here), root, file, form);

      assertThat(listed(file)).isEqualTo(dag.inOrder(root));
      List<String> faults = new ArrayList<>();
      cars(here).verify(file, faults::add, Progress.NONE);
      assertThat(faults).isEmpty();

      FakeBlocks there = new FakeBlocks();
      CarImport imported = importCar(cars(there), file);
      assertThat(imported.roots()).containsExactly(root);
      assertThat(imported.missingRoots()).isEmpty();
      for (Cid cid : dag.inOrder(root)) {
        assertThat(there.get(cid)).isEqualTo(dag.block(cid));
      }
      byte[] first = Files.readAllBytes(file);
      export(cars(there), root, file, form);
      assertThat(Files.readAllBytes(file)).isEqualTo(first);
    } finally {
      Files.delete(file);
    }
  }

  private static void export(DagCars cars, Cid root, Path file, Form form) throws IOException {
    switch (form) {
      case V1 -> {
        try (OutputStream out = Files.newOutputStream(file)) {
          cars.exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
        }
      }
      case V2_SORTED -> exportIndexed(cars, root, file, CarIndexKind.SORTED);
      case V2_MULTIHASH_SORTED -> exportIndexed(cars, root, file, CarIndexKind.MULTIHASH_SORTED);
    }
  }

  private static void exportIndexed(DagCars cars, Cid root, Path file, CarIndexKind kind) {
    cars.exportIndexed(
        List.of(ContentPath.of(root)),
        file,
        DagSelection.ALL,
        kind,
        FetchOptions.OFFLINE,
        Progress.NONE);
  }

  private static List<Cid> listed(Path file) {
    List<CarEntry> entries = new ArrayList<>();
    cars(new FakeBlocks()).list(file, entries::add);
    return entries.stream().map(CarEntry::cid).toList();
  }

  private static CarImport importCar(DagCars cars, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return cars.importCar(in, CarImportOptions.DEFAULTS, Progress.NONE);
    }
  }
}
