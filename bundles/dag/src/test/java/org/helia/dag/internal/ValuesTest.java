package org.helia.dag.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnencodableException;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.dag.DagException;
import org.helia.api.dag.DagLink;
import org.helia.api.dag.DagStat;
import org.helia.api.dag.Dags;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.api.path.ContentPath;
import org.helia.api.path.PathException;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.read.UnixFsLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
  private static final CidFormat DAG_PB = new CidFormat(1, Multicodec.DAG_PB, Multicodec.SHA2_256);

  private final Graph graph = new Graph();
  private final Dags dags = graph.dags;

  private Node get(String path) {
    return dags.get(ContentPath.parse(path), FetchOptions.OFFLINE);
  }

  private String resolve(String path) {
    return dags.resolve(ContentPath.parse(path), FetchOptions.OFFLINE).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void put_json_hasKubosCid() {
    // echo '{"hello":"world"}' | ipfs dag put, of Kubo 0.42
    byte[] cbor =
        dags.convert(utf8("{\"hello\":\"world\"}"), Multicodec.DAG_JSON, Multicodec.DAG_CBOR);
    Cid cid =
        dags.put(new FixedCodecs().nodeCodec(Multicodec.DAG_CBOR).decode(cbor), Dags.DAG_CBOR);

    assertThat(cid).hasToString("bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae");
    assertThat(dags.convert(cbor, Multicodec.DAG_CBOR, Multicodec.DAG_JSON))
        .isEqualTo(utf8("{\"hello\":\"world\"}"));
  }

  @Test
  void put_tooLargeOrUnencodable_isRefused() {
    assertThatThrownBy(() -> dags.put(new BytesNode(new byte[2_097_153]), CidFormat.V1_RAW))
        .isInstanceOf(BlockTooLargeException.class);
    assertThatThrownBy(() -> dags.put(IntNode.of(1), CidFormat.V1_RAW))
        .isInstanceOf(UnencodableException.class);
    assertThatThrownBy(
            () ->
                dags.put(IntNode.of(1), new CidFormat(1, Multicodec.GIT_RAW, Multicodec.SHA2_256)))
        .isInstanceOf(UnknownCodecException.class);
    assertThat(graph.blocks.store().count()).isZero();
  }

  @Test
  void putText_andJson_comeBack() {
    assertThat(dags.getText(dags.putText("grüezi"), FetchOptions.OFFLINE)).isEqualTo("grüezi");
    Node value = MapNode.of("a", IntNode.of(1));
    Cid json = dags.putJson(value);
    assertThat(json.codec()).isEqualTo(Multicodec.JSON);
    assertThat(dags.get(json, FetchOptions.OFFLINE)).isEqualTo(value);
    assertThatThrownBy(() -> dags.getText(json, FetchOptions.OFFLINE))
        .isInstanceOf(DagException.class);
    Cid bytes = dags.put(new BytesNode(new byte[] {(byte) 0xff}), CidFormat.V1_RAW);
    assertThatThrownBy(() -> dags.getText(bytes, FetchOptions.OFFLINE))
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void get_pathThroughMixedCodecs_isTheValueThere() {
    Cid leaf = dags.putText("text");
    Cid json =
        dags.put(
            MapNode.of("leaf", new LinkNode(leaf)),
            new CidFormat(1, Multicodec.DAG_JSON, Multicodec.SHA2_256));
    Cid pb = graph.blocks.writer().put(DAG_PB, pb(new PbLink("json", json, 10)));
    Node list = new ListNode(List.of(IntNode.of(7), new LinkNode(pb)));
    Cid root = dags.put(MapNode.of("deep", MapNode.of("list", list)), Dags.DAG_CBOR);

    assertThat(get("/ipld/" + root + "/deep/list/0")).isEqualTo(IntNode.of(7));
    assertThat(get("/ipld/" + root + "/deep/list/1/Links/0/Hash/leaf"))
        .isEqualTo(new BytesNode(utf8("text")));
    assertThat(get("/ipfs/" + root + "/deep/list/1/json/leaf"))
        .isEqualTo(new BytesNode(utf8("text")));
    assertThat(resolve("/ipld/" + root + "/deep/list")).isEqualTo(root + "/deep/list");
    assertThat(resolve("/ipld/" + root + "/deep/list/1")).isEqualTo(pb.toString());
    assertThat(resolve("/ipfs/" + root + "/deep/list/1/json")).isEqualTo(json.toString());
    graph.blocks.delete(leaf);
    assertThat(resolve("/ipfs/" + root + "/deep/list/1/json/leaf")).isEqualTo(leaf.toString());
  }

  private static byte[] pb(PbLink... links) {
    return DagPb.encode(new PbNode(List.of(links), null));
  }

  @ParameterizedTest
  @CsvSource({
    "none",
    "list/2",
    "list/-1",
    "list/x",
    "list/00000000000",
    "list/0/more",
    "text/more"
  })
  void resolve_nothingThere_namesSegmentAndBlock(String path) {
    Node list = new ListNode(List.of(IntNode.of(1), IntNode.of(2)));
    Cid root = dags.put(MapNode.of("list", list, "text", new StringNode("x")), Dags.DAG_CBOR);
    String last = path.substring(path.lastIndexOf('/') + 1);

    assertThatThrownBy(() -> resolve("/ipld/" + root + "/" + path))
        .isInstanceOfSatisfying(
            NoSuchLinkException.class,
            e -> {
              assertThat(e.segment()).isEqualTo(last);
              assertThat(e.cid()).isEqualTo(root);
            })
        .hasMessageContaining("no link named \"" + last + "\" under " + root);
  }

  @Test
  void resolve_missingBlock_namesItAndThePath() {
    Cid missing = dags.putText("missing");
    Cid root = dags.put(MapNode.of("a", new LinkNode(missing)), Dags.DAG_CBOR);
    graph.blocks.delete(missing);
    String path = "/ipld/" + root + "/a/b";

    assertThatThrownBy(() -> resolve(path))
        .isInstanceOf(BrokenDagException.class)
        .hasMessageContainingAll(missing.toString(), path);
    assertThatThrownBy(() -> resolve("/ipns/example.org/a")).isInstanceOf(PathException.class);
  }

  @Test
  void resolve_directoryWithoutLayouts_saysWhichFeatureToInstall() {
    Cid pb = graph.blocks.writer().put(DAG_PB, pb());

    assertThatThrownBy(() -> resolve("/ipfs/" + pb + "/name"))
        .isInstanceOf(DagException.class)
        .hasMessageContaining("helia-unixfs");
    graph.dags.addLayout(new UnixFsLayout(), Map.of());
    assertThatThrownBy(() -> resolve("/ipfs/" + pb + "/name"))
        .isInstanceOf(NoSuchLinkException.class);
  }

  @Test
  void links_anyCodec_haveNames() {
    Cid leaf = dags.putText("leaf");
    Cid pb = graph.blocks.writer().put(DAG_PB, pb(new PbLink("a", leaf, 1)));
    Node list = new ListNode(List.of(new LinkNode(pb), new LinkNode(leaf)));
    Cid cbor = dags.put(MapNode.of("x", list), Dags.DAG_CBOR);

    assertThat(dags.links(pb, FetchOptions.OFFLINE)).containsExactly(new DagLink("a", leaf));
    assertThat(dags.links(cbor, FetchOptions.OFFLINE))
        .containsExactly(new DagLink("x/0", pb), new DagLink("x/1", leaf));
    assertThat(dags.links(leaf, FetchOptions.OFFLINE)).isEmpty();
  }

  @Test
  void stat_severalRoots_countsSharedBlocksOnce() {
    Cid shared = graph.leaf("shared");
    Cid one = graph.inner("one", shared, shared);
    Cid other = graph.inner("other", shared);
    long size = "shared".length();

    DagStat stat = dags.stat(List.of(one, other), FetchOptions.OFFLINE, (blocks, bytes) -> {});

    assertThat(stat.roots()).extracting(DagStat.Root::blocks).containsExactly(2L, 2L);
    assertThat(stat.uniqueBlocks()).isEqualTo(3);
    assertThat(stat.sharedBytes()).isEqualTo(size);
    assertThat(stat.totalBytes()).isEqualTo(stat.uniqueBytes() + size);
  }
}
