package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarException;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.dag.BrokenDagException;
import org.helia.dag.internal.DagsComponent;
import org.helia.ipld.car.CarReader;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CarExportTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final DagCars cars =
      new DagCars(blocks, new DagsComponent(blocks, new FixedCodecs()), new FakeHashers());
  private final SampleDag dag = new SampleDag();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void everySessionIsClosed() {
    assertThat(blocks.openSessions()).isZero();
  }

  private CarExport export(Cid... roots) {
    out.reset();
    return cars.exportDag(List.of(roots), out, FetchOptions.OFFLINE, Progress.NONE);
  }

  private List<Cid> exported() {
    return CarBytes.sections(out.toByteArray()).stream()
        .map(section -> section.block().cid())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void exportDag_anyDag_isDepthFirstAndEachBlockOnce(long seed) {
    Cid root = SampleDag.random(dag, seed, 200);
    dag.putInto(blocks);

    CarExport result = export(root);

    assertThat(exported()).isEqualTo(dag.inOrder(root));
    assertThat(result).isEqualTo(new CarExport(dag.inOrder(root).size(), out.size()));
    byte[] first = out.toByteArray();
    export(root);
    assertThat(out.toByteArray()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bafybeidh6k2vzukelqtrjsmd4p52cpmltd2ufqrdtdg6yigi73in672fwu.car",
        "TestDagStat.car",
        "TestName.car",
        "simple-unixfs.car",
      })
  void exportDag_importedCarOfAnotherTool_isTheSameBytes(String file) {
    byte[] car = CarBytes.fixture(file);
    Cid root =
        cars.importCar(new ByteArrayInputStream(car), CarImportOptions.DEFAULTS, Progress.NONE)
            .roots()
            .get(0);

    export(root);

    assertThat(out.toByteArray()).isEqualTo(car);
  }

  @Test
  void exportDag_severalRoots_writesWhatTheyShareOnce() {
    Cid shared = dag.leaf(1, 100);
    Cid one = dag.inner("one", shared, dag.leaf(2, 100));
    Cid other = dag.inner("other", shared);
    dag.putInto(blocks);

    export(one, other, one);

    assertThat(exported()).isEqualTo(dag.inOrder(one, other));
    assertThat(new CarReader(new ByteArrayInputStream(out.toByteArray())).roots())
        .containsExactly(one, other, one);
  }

  @Test
  void exportDag_noRoots_isAnEmptyCar() {
    assertThat(export()).isEqualTo(new CarExport(0, 18));
  }

  @Test
  void exportDag_identityLink_isWrittenLikeAnyOther() {
    Cid inline = Cid.parse("bafkqabiaaebagba");
    Cid root = dag.inner("root", inline, inline);
    blocks.put(dag.block(root));

    export(root);

    assertThat(exported()).containsExactly(root, inline);
  }

  @Test
  void exportDag_missingBlock_namesItAndTheWayToIt() {
    Cid missing = dag.leaf(1, 100);
    Cid parent = dag.inner("parent", dag.leaf(2, 100), missing);
    Cid root = dag.inner("root", dag.inner("other"), parent);
    dag.putInto(blocks);
    blocks.delete(missing);

    assertThatExceptionOfType(BrokenDagException.class)
        .isThrownBy(() -> export(root))
        .withMessageContaining(missing + " not found")
        .withMessageEndingWith("(linked to by %s → %s)", root, parent)
        .withCauseInstanceOf(BlockNotFoundException.class);
  }

  @Test
  void exportDag_missingRoot_saysThatItIsOne() {
    Cid root = dag.leaf(1, 100);

    assertThatExceptionOfType(BrokenDagException.class)
        .isThrownBy(() -> export(root))
        .withMessageContaining(root + " not found")
        .withMessageEndingWith("(it is a root)");
  }

  @Test
  void exportDag_unknownCodec_namesBlockAndCodec() {
    Cid unknown = dag.opaque(Multicodec.DAG_JSON, "{}".getBytes());
    Cid root = dag.inner("root", unknown);
    dag.putInto(blocks);

    assertThatExceptionOfType(BrokenDagException.class)
        .isThrownBy(() -> export(root))
        .withMessageContaining("block " + unknown)
        .withMessageContaining("dag-json (0x129)")
        .withMessageContaining("linked to by " + root)
        .withCauseInstanceOf(UnknownCodecException.class);
  }

  @Test
  void exportDag_malformedBlock_namesTheWayToIt() {
    Cid broken = dag.opaque(Multicodec.DAG_CBOR, new byte[] {(byte) 0xff});
    Cid root = dag.inner("root", broken);
    dag.putInto(blocks);

    assertThatExceptionOfType(BrokenDagException.class)
        .isThrownBy(() -> export(root))
        .withMessageContaining("linked to by " + root)
        .withCauseInstanceOf(MalformedBlockException.class);
  }

  @Test
  void exportDag_longChain_keepsErrorsShort() {
    Cid missing = dag.leaf(1, 100);
    Cid head = missing;
    int length = 5_000;
    for (int i = 0; i < length; i++) {
      head = dag.inner("n" + i, head);
    }
    Cid root = head;
    dag.putInto(blocks);
    export(root);
    assertThat(exported()).hasSize(length + 1);
    blocks.delete(missing);

    assertThatExceptionOfType(BrokenDagException.class)
        .isThrownBy(() -> export(root))
        .withMessageContaining(missing + " not found")
        .withMessageContaining("linked to by " + root)
        .withMessageContaining(" more …")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(2_000));
  }

  @Test
  void exportDag_streamFails_saysSo() {
    Cid root = SampleDag.random(dag, 1, 50);
    dag.putInto(blocks);
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left on device");
          }
        };

    assertThatExceptionOfType(CarException.class)
        .isThrownBy(() -> cars.exportDag(List.of(root), full, FetchOptions.OFFLINE, Progress.NONE))
        .withMessageContaining("no space left on device")
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void exportDag_interrupted_isCancelled() {
    Cid root = SampleDag.random(dag, 1, 50);
    dag.putInto(blocks);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> export(root));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void exportDag_progress_addsUpToTheBlocks() {
    Cid root = SampleDag.random(dag, 1, 50);
    dag.putInto(blocks);
    AtomicLong count = new AtomicLong();
    AtomicLong bytes = new AtomicLong();

    cars.exportDag(
        List.of(root),
        out,
        FetchOptions.OFFLINE,
        (more, moreBytes) -> {
          count.addAndGet(more);
          bytes.addAndGet(moreBytes);
        });

    assertThat(count).hasValue(dag.inOrder(root).size());
    assertThat(bytes)
        .hasValue(dag.inOrder(root).stream().mapToLong(cid -> dag.block(cid).size()).sum());
  }
}
