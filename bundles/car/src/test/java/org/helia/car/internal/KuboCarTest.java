package org.helia.car.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.Dags;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.api.path.ContentPath;
import org.helia.dag.internal.DagsComponent;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.read.UnixFsLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Kubo and we read each other's CARs and agree on values, paths and sizes. Runs with {@code
 * -Dhelia.kubo=} and the path of Kubo's {@code ipfs}; only commands that work offline, so nothing
 * listens or dials.
 */
@EnabledIfSystemProperty(
    named = KuboCarTest.KUBO,
    matches = ".+",
    disabledReason = "NOT COMPARED WITH KUBO: give -Dhelia.kubo=PATH")
class KuboCarTest {
  static final String KUBO = "helia.kubo";

  @TempDir Path temp;

  private final FakeBlocks blocks = new FakeBlocks();
  private final DagsComponent dags = new DagsComponent(blocks, new FixedCodecs());
  private final DagCars cars = new DagCars(blocks, dags, new FakeHashers());

  @BeforeEach
  void makeRepository() throws Exception {
    dags.addLayout(new UnixFsLayout(), Map.of());
    kubo("init", "--profile=test");
  }

  private byte[] run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Objects.requireNonNull(System.getProperty(KUBO)));
    command.add("--offline");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(temp, "kubo", ".out");
    Path errors = temp.resolve("kubo.err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.redirectError(errors.toFile());
    builder.environment().put("IPFS_PATH", temp.resolve("ipfs").toString());
    builder.environment().put("IPFS_TELEMETRY", "off");
    builder.environment().put("HOME", temp.toString());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readAllBytes(output);
  }

  private String kubo(String... arguments) throws IOException, InterruptedException {
    return new String(run(arguments), UTF_8).strip();
  }

  /** A directory with a file of several blocks, as Kubo adds it. */
  private Cid addTree() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("tree/sub"));
    Files.write(folder.resolve("large"), SampleBlocks.bytes(1, 3_000_000));
    Files.writeString(folder.getParent().resolve("small"), "small");
    return Cid.parse(kubo("add", "-Qr", "--cid-version=1", folder.getParent().toString()));
  }

  private CarImport importFromKubo(Cid root) throws Exception {
    byte[] car = run("dag", "export", "--progress=false", root.toString());
    return cars.importCar(new ByteArrayInputStream(car), CarImportOptions.DEFAULTS, Progress.NONE);
  }

  @Test
  void export_treeOfKubo_isItsCarByteForByte() throws Exception {
    Cid root = addTree();
    assertThat(importFromKubo(root).missingRoots()).isEmpty();
    Path ours = temp.resolve("ours.car");
    try (OutputStream out = Files.newOutputStream(ours)) {
      cars.exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
    }

    assertThat(Files.readAllBytes(ours))
        .isEqualTo(run("dag", "export", "--progress=false", root.toString()));
  }

  @Test
  void kubo_ourCars_areImportedAndPinned() throws Exception {
    Cid leaf = dags.putText("leaf");
    Cid root = dags.put(MapNode.of("leaf", new LinkNode(leaf)), Dags.DAG_CBOR);
    Path v1 = temp.resolve("v1.car");
    try (OutputStream out = Files.newOutputStream(v1)) {
      cars.exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
    }
    Cid other = dags.put(new ListNode(List.of(new LinkNode(root))), Dags.DAG_CBOR);
    Path v2 = temp.resolve("v2.car");
    cars.exportIndexed(
        List.of(ContentPath.of(other)),
        v2,
        DagSelection.ALL,
        CarIndexKind.MULTIHASH_SORTED,
        FetchOptions.OFFLINE,
        Progress.NONE);

    assertThat(kubo("dag", "import", v1.toString(), v2.toString()))
        .contains("Pinned root\t" + root + "\tsuccess", "Pinned root\t" + other + "\tsuccess");
    kubo("pin", "verify");
    assertThat(kubo("dag", "get", other + "/0/leaf")).isEqualTo("{\"/\":{\"bytes\":\"bGVhZg\"}}");
  }

  @Test
  void values_pathsAndSizes_areKubos() throws Exception {
    Cid tree = addTree();
    Node list = new ListNode(List.of(IntNode.of(7), new LinkNode(tree)));
    Cid ours = dags.put(MapNode.of("a", list, "b", new StringNode("grüezi")), Dags.DAG_CBOR);
    Path json =
        Files.writeString(
            temp.resolve("value"), "{\"b\":\"grüezi\",\"a\":[7,{\"/\":\"" + tree + "\"}]}");
    assertThat(kubo("dag", "put", json.toString())).isEqualTo(ours.toString());
    importFromKubo(ours);

    for (String path :
        List.of(ours + "/a", ours + "/a/0", ours + "/a/1", ours + "/a/1/sub/large", ours + "/b")) {
      assertThat(dags.resolve(ContentPath.fromArgument(path), FetchOptions.OFFLINE).toString())
          .as(path)
          .isEqualTo(kubo("dag", "resolve", path));
    }
    String field = "/ipld/" + ours + "/a/1/Links/0/Name";
    assertThat(dags.get(ContentPath.parse(field), FetchOptions.OFFLINE))
        .isEqualTo(new StringNode("small"));
    assertThat(kubo("dag", "get", field)).isEqualTo("\"small\"");
    DagStat stat = dags.stat(List.of(ours, tree), FetchOptions.OFFLINE, Progress.NONE);
    assertThat(kubo("dag", "stat", "--enc=json", ours.toString(), tree.toString()))
        .contains(
            "\"UniqueBlocks\":%d,\"TotalSize\":%d,\"SharedSize\":%d,"
                .formatted(stat.uniqueBlocks(), stat.uniqueBytes(), stat.sharedBytes()));
  }
}
