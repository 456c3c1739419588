package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagLink;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.ResolvedPath;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCommandsTest {
  private static final String V0 = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String V1 = "bafyreidbjsa6hd5u6xsrdy3uj6zumhwo7xosisoiiloki2wsitl3cnrm7u";
  private static final String RAW = "bafkreiey5jxe6ilpf62lnh77tm5ejbbmhbugzjuf6p2v3remlu73ced34q";

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  /** What {@code ipfs cid format} of Kubo 0.42 prints. */
  @ParameterizedTest
  @CsvSource({
    "%b, base32, base58btc",
    "%B, b, z",
    "%v, cidv1, cidv0",
    "%V, 1, 0",
    "%c, dag-cbor, dag-pb",
    "%C, 113, 112",
    "%h, sha2-256, sha2-256",
    "%H, 18, 18",
    "%L, 32, 32",
    "%m, bciqgcteb4oh3j5pfchrxit5tiypm57o5ere4qqw4urvnergxwe3cz7i, z" + V0,
    "%M, ciqgcteb4oh3j5pfchrxit5tiypm57o5ere4qqw4urvnergxwe3cz7i, " + V0,
    "%d, bmfgidy4pwt26kepdorh3grq6z3652jcjzbbnzjdk2jcnpmjwft6q,"
        + " zC5LLW1HfMrnpdadUAonMJ4Znir5bRD9vvb9QJKXm6fke",
    "%D, mfgidy4pwt26kepdorh3grq6z3652jcjzbbnzjdk2jcnpmjwft6q,"
        + " C5LLW1HfMrnpdadUAonMJ4Znir5bRD9vvb9QJKXm6fke",
    "%s, " + V1 + ", " + V0,
    "%S, afyreidbjsa6hd5u6xsrdy3uj6zumhwo7xosisoiiloki2wsitl3cnrm7u, " + V0,
    "%P, cidv1-dag-cbor-sha2-256-32, cidv0-dag-pb-sha2-256-32",
    "<%%>, <%>, <%>"
  })
  void cidFormat_specifier_isKubos(String format, String ofV1, String ofV0) {
    assertThat(shell.run("cid-format", "-f", format, V1, V0).out())
        .isEqualTo(ofV1 + "\n" + ofV0 + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "-b base58btc -v 1, zdj7WgWER3D8ecT9AY9nPAdNCnnuzRmejUzawQRq4P9kWsFza",
    "-b base36, k2jmtxvgr62b3mqkql0ipz1i5vwqdw9rzne6b1omci6dhher74a0lapv",
    "-b f, f01701220a48cbe31c0f19fe314703521ce5786f1806bfc9b264a70e4d6436255784c9183",
    "-v 1, bafybeifers7ddqhrt7rri4bvehhfpbxrqbv7zgzgjjyojvsdmjkxqterqm",
    "-v 0, " + V0
  })
  void cidFormat_conversion_isKubos(String options, String expected) {
    String[] words = (options + " " + V0).split(" ");
    assertThat(shell.run("cid-format", words).out()).isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f %x", "-f %", "-v 3", "-b nope", "--mc nope"})
  void cidFormat_wrongOption_isMisuse(String options) {
    assertThat(shell.run("cid-format", (options + " " + V1).split(" ")).misused()).isTrue();
  }

  @Test
  void cidFormat_oneIsNotACid_printsTheOthersAndFails() {
    Result result = shell.run("cid-format", "x", V1);

    assertThat(result.out()).isEqualTo(V1 + "\n");
    assertThat(result.err()).startsWith("x: ");
    assertThat(result.error()).isNotEmpty();
    assertThat(shell.run("cid-format", "-v", "0", V1).error()).isNotEmpty();
    assertThat(shell.run("cid-format", "--json", V1).out())
        .isEqualTo("{\"CidStr\":\"" + V1 + "\",\"Formatted\":\"" + V1 + "\",\"ErrorMsg\":\"\"}\n");
  }

  @Test
  void cidBase32_standardInput_isConverted() {
    assertThat(shell.input(V0 + "\n" + V1 + "\n").run("cid-base32").out())
        .isEqualTo("bafybeifers7ddqhrt7rri4bvehhfpbxrqbv7zgzgjjyojvsdmjkxqterqm\n" + V1 + "\n");
  }

  @Test
  void cidLists_names_haveCodes() {
    assertThat(shell.run("cid-bases", "--prefix", "--numeric").out())
        .contains("b      98  base32\n", "z     122  base58btc\n");
    assertThat(shell.run("cid-codecs", "--numeric").out())
        .contains("  112  dag-pb\n", "  113  dag-cbor\n");
    assertThat(shell.run("cid-codecs", "--supported").out()).isEqualTo("raw\ndag-pb\n");
    assertThat(shell.run("cid-hashes", "-n").out())
        .contains("    0  identity\n", "   18  sha2-256\n", "45600  blake2b-256\n");
    assertThat(shell.run("cid-hashes", "-s").out()).contains("sha2-256\n").doesNotContain("md4");
    assertThat(shell.run("cid-codecs", "-s", "--json").out())
        .isEqualTo("[{\"Code\":85,\"Name\":\"raw\"},{\"Code\":112,\"Name\":\"dag-pb\"}]\n");
  }

  @Test
  void dagGet_path_printsTheValueInTheCodec() {
    shell.node.dags.values.put("/ipfs/" + V1 + "/a", IntNode.of(7));

    assertThat(shell.run("dag-get", V1 + "/a").out()).isEqualTo("\"dag-json IntNode[7]\"");
    assertThat(shell.run("dag-get", "--output-codec=dag-cbor", V1 + "/a").out())
        .isEqualTo("\"dag-cbor IntNode[7]\"");
    assertThat(shell.run("dag-get", "--output-codec=nope", V1).misused()).isTrue();
    assertThat(shell.run("dag-get", V1 + "/b").error()).contains("/b is not there");
  }

  @Test
  void dagPut_input_isConvertedAndStored() {
    String cid = shell.input("{}").run("dag-put").out().strip();

    assertThat(Cid.parse(cid).codec()).isEqualTo(0x71);
    assertThat(shell.node.blocks.get(Cid.parse(cid)).bytes()).asString().isEqualTo("297>113:{}");
    assertThat(shell.input("x").run("dag-put", "--json", "--store-codec=raw").out())
        .startsWith("{\"Cid\":{\"/\":\"bafkrei");
    assertThat(shell.input("x").run("dag-put", "--hash=nope").misused()).isTrue();
  }

  @Test
  void dagPut_tooLarge_isRefusedUnlessAllowed() {
    String large = "x".repeat(2 * 1024 * 1024);

    assertThat(shell.input(large).run("dag-put").error()).contains("over the limit");
    assertThat(shell.input(large).run("dag-put", "--allow-big-block").error()).isEmpty();
  }

  @Test
  void dagResolve_path_printsBlockAndRemainder() {
    shell.node.dags.ends.put("/ipld/" + V0 + "/x/y", new ResolvedPath(Cid.parse(V1), List.of("y")));

    assertThat(shell.run("dag-resolve", "/ipld/" + V0 + "/x/y").out()).isEqualTo(V1 + "/y\n");
    assertThat(shell.run("dag-resolve", "--json", "/ipld/" + V0 + "/x/y").out())
        .isEqualTo("{\"Cid\":{\"/\":\"" + V1 + "\"},\"RemPath\":\"/y\"}\n");
  }

  @Test
  void dagStat_roots_areCounted() {
    Cid cid = Cid.parse(V1);
    shell.node.dags.stat = new DagStat(List.of(new DagStat.Root(cid, 4, 151)), 4, 151);

    assertThat(shell.run("dag-stat", V1).out())
        .contains(V1 + "\t4              \t151\n", "Total Size: 151 (151", "Ratio: 1.000000\n");
    assertThat(shell.run("dag-stat", "--json", V1).out())
        .isEqualTo(
            "{\"UniqueBlocks\":4,\"TotalSize\":151,\"SharedSize\":0,\"Ratio\":1.0,\"DagStats\":"
                + "[{\"Cid\":\""
                + V1
                + "\",\"Size\":151,\"NumBlocks\":4}]}\n");
  }

  @Test
  void dagDiff_changes_arePrintedAsKuboDoes() {
    LinkNode a = new LinkNode(Cid.parse(V1));
    LinkNode b = new LinkNode(Cid.parse(RAW));
    shell.node.dags.changes.add(new DagChange(List.of("sub", "b"), a, b));
    shell.node.dags.changes.add(new DagChange(List.of("new"), null, b));
    shell.node.dags.changes.add(new DagChange(List.of("old"), IntNode.of(1), null));

    assertThat(shell.run("dag-diff", V0, V1).out())
        .isEqualTo(
            "~ %s %s \"sub/b\"\n+ %s \"new\"\n- \"dag-json IntNode[1]\" \"old\"\n"
                .formatted(V1, RAW, RAW));
    assertThat(shell.run("dag-diff", "-v", V0, V1).out())
        .startsWith("Changed \"sub/b\" from " + V1 + " to " + RAW + ".\n");
    assertThat(shell.run("dag-diff", "--json", V0, V1).out())
        .startsWith("{\"Changes\":[{\"Type\":2,\"Path\":\"sub/b\",\"Before\":")
        .contains("{\"Type\":0,\"Path\":\"new\",\"Before\":null,");
    assertThat(shell.run("dag-diff", V0).misused()).isTrue();
  }

  @Test
  void refs_recursive_listsDepthFirst() {
    Cid root = Cid.parse(V1);
    Cid directory = Cid.parse(V0);
    Cid leaf = Cid.parse(RAW);
    shell.node.dags.links.put(
        root, List.of(new DagLink("d", directory), new DagLink("x", leaf), new DagLink("y", leaf)));
    shell.node.dags.links.put(directory, List.of(new DagLink("z", leaf)));

    assertThat(shell.run("refs", V1).out()).isEqualTo(V0 + "\n" + RAW + "\n" + RAW + "\n");
    assertThat(shell.run("refs", "-r", "-u", V1).out()).isEqualTo(V0 + "\n" + RAW + "\n");
    assertThat(shell.run("refs", "-r", "--max-depth=1", V1).out())
        .isEqualTo(V0 + "\n" + RAW + "\n" + RAW + "\n");
    assertThat(shell.run("refs", "-r", "--format=<linkname>", V1).out()).isEqualTo("d\nz\nx\ny\n");
    assertThat(shell.run("refs", "-e", V0).out()).isEqualTo(V0 + " -> " + RAW + "\n");
    assertThat(shell.run("refs", "--json", V0).out())
        .isEqualTo("{\"Ref\":\"" + RAW + "\",\"Err\":\"\"}\n");
    assertThat(shell.run("refs", "-e", "--format=x", V0).misused()).isTrue();
  }

  @Test
  void carLs_file_listsBlocksOrInfo() {
    shell.node.cars.entries.add(new CarEntry(Cid.parse(RAW), 100, 138, 3));

    assertThat(shell.run("car-ls", "a.car").out()).isEqualTo(RAW + "\t138\t3\n");
    assertThat(shell.run("car-ls", "--json", "a.car").out())
        .isEqualTo("{\"Cid\":\"" + RAW + "\",\"Offset\":138,\"Size\":3}\n");
    assertThat(shell.run("car-ls", "-i", "a.car").out())
        .isEqualTo(
            "Version: 2\nRoot: "
                + RAW
                + "\nData: 1000 bytes at byte 51\n"
                + "Index: car-multihash-index-sorted of 1 sections\nFully indexed: true\n");
    assertThat(shell.run("car-ls", "-i", "--json", "a.car").out())
        .contains("\"Version\":2", "\"Index\":\"car-multihash-index-sorted\"");
  }

  @Test
  void carVerify_faults_goToStandardErrorAndFail() {
    assertThat(shell.run("car-verify", "a.car").out())
        .isEqualTo("a.car: version 2, 0 blocks, 300 bytes, all right\n");
    shell.node.cars.faults.add("block x does not match its CID");

    Result result = shell.run("car-verify", "a.car", "b.car");

    assertThat(result.err()).contains("a.car: block x", "b.car: block x");
    assertThat(result.error()).contains("2 faults");
    assertThat(result.misused()).isFalse();
  }

  @Test
  void carIndex_file_isOfTheKind() {
    assertThat(shell.run("car-index", "a.car", "b.car").out())
        .isEqualTo("Indexed 0 blocks in b.car\n");
    assertThat(shell.node.cars.kind).isEqualTo(CarIndexKind.MULTIHASH_SORTED);
    shell.run("car-index", "--codec=car-index-sorted", "a.car");
    assertThat(shell.node.cars.kind).isEqualTo(CarIndexKind.SORTED);
    assertThat(shell.run("car-index", "--codec=tree", "a.car").misused()).isTrue();
  }
}
