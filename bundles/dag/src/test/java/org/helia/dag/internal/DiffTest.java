package org.helia.dag.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.dag.DagChange;
import org.helia.api.dag.DagException;
import org.helia.api.dag.Dags;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffTest {
  private static final CidFormat DAG_PB = new CidFormat(1, Multicodec.DAG_PB, Multicodec.SHA2_256);

  private final Graph graph = new Graph();
  private final Dags dags = graph.dags;

  @AfterEach
  void everythingIsClosed() {
    assertThat(graph.blocks.openSessions()).isZero();
    assertThat(graph.blocks.openWriters()).isZero();
  }

  private List<DagChange> diff(Cid before, Cid after) {
    return dags.diff(before, after, FetchOptions.OFFLINE);
  }

  private Cid patch(Cid root, List<DagChange> changes) {
    return dags.patch(root, changes, FetchOptions.OFFLINE);
  }

  private Cid directory(Map<String, Cid> entries) {
    List<PbLink> links = new ArrayList<>();
    entries.forEach((name, cid) -> links.add(new PbLink(name, cid, size(cid))));
    byte[] bytes = DagPb.encode(new PbNode(links, new byte[] {8, 1}));
    try (var writer = graph.blocks.writer()) {
      return writer.put(DAG_PB, bytes);
    }
  }

  private long size(Cid cid) {
    byte[] bytes = graph.blocks.get(cid).bytes();
    long size = bytes.length;
    if (cid.codec() == Multicodec.DAG_PB) {
      for (PbLink link : DagPb.decode(bytes).links()) {
        size += link.tsize();
      }
    }
    return size;
  }

  private static DagChange change(Node before, Node after, String... path) {
    return new DagChange(List.of(path), before, after);
  }

  @Test
  void diff_directories_namesEntriesAndSkipsWhatIsEqual() {
    Cid a = graph.leaf("a");
    Cid b = graph.leaf("b");
    Cid same = directory(Map.of("a", a));
    Cid before = directory(Map.of("same", same, "sub", directory(Map.of("x", a)), "gone", a));
    Cid after = directory(Map.of("same", same, "sub", directory(Map.of("x", b)), "new", b));
    graph.blocks.delete(same);

    assertThat(diff(before, after))
        .containsExactlyInAnyOrder(
            change(new LinkNode(a), new LinkNode(b), "sub", "x"),
            new DagChange(List.of("gone"), new LinkNode(a), null),
            new DagChange(List.of("new"), null, new LinkNode(b)));
    assertThat(diff(before, after))
        .extracting(DagChange::kind)
        .containsExactlyInAnyOrder(
            DagChange.Kind.CHANGED, DagChange.Kind.REMOVED, DagChange.Kind.ADDED);
    assertThat(diff(before, before)).isEmpty();
  }

  @Test
  void patch_directories_becomesTheOther() {
    Cid a = graph.leaf("a");
    Cid b = graph.leaf("b");
    Cid before = directory(Map.of("sub", directory(Map.of("x", a, "y", a)), "gone", a));
    Cid after = directory(Map.of("sub", directory(Map.of("x", b, "z", b)), "new", b));

    assertThat(patch(before, diff(before, after))).isEqualTo(after);
    assertThat(patch(after, diff(after, before))).isEqualTo(before);
  }

  @Test
  void diff_filesOfSeveralBlocks_areOneChange() {
    Cid a = graph.leaf("a");
    Cid file = link(a, a);
    Cid other = link(a);

    assertThat(diff(directory(Map.of("file", file)), directory(Map.of("file", other))))
        .containsExactly(change(new LinkNode(file), new LinkNode(other), "file"));
  }

  private Cid link(Cid... children) {
    List<PbLink> links = new ArrayList<>();
    for (Cid child : children) {
      links.add(new PbLink("", child, 1));
    }
    try (var writer = graph.blocks.writer()) {
      return writer.put(DAG_PB, DagPb.encode(new PbNode(links, null)));
    }
  }

  @Test
  void diff_rootsOfOtherCodecs_isAChangeOfTheRoot() {
    Cid text = graph.leaf("a");
    Cid list = graph.inner("list");

    List<DagChange> changes = diff(text, list);

    assertThat(changes).containsExactly(change(new LinkNode(text), new LinkNode(list)));
    assertThat(patch(text, changes)).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void patch_anyDiff_becomesTheOther(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      Cid before = dags.put(map(random, 4), Dags.DAG_CBOR);
      Cid after = dags.put(map(random, 4), Dags.DAG_CBOR);

      assertThat(patch(before, diff(before, after))).isEqualTo(after);
    }
  }

  private Node map(Random random, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      if (random.nextInt(4) > 0) {
        entries.put("k" + i, value(random, depth - 1));
      }
    }
    return new MapNode(entries);
  }

  private Node value(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 6 : 2);
    if (kind < 2) {
      return kind == 0 ? IntNode.of(random.nextInt(3)) : new StringNode("s" + random.nextInt(3));
    }
    if (kind == 2) {
      List<Node> items = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        items.add(value(random, depth - 1));
      }
      return new ListNode(items);
    }
    Node map = map(random, depth);
    return kind == 3 ? map : new LinkNode(dags.put(map, Dags.DAG_CBOR));
  }

  @Test
  void patch_belowWhatIsNotThere_isRefused() {
    Cid root = dags.put(MapNode.of("a", IntNode.of(1)), Dags.DAG_CBOR);

    for (List<String> path : List.of(List.of("b", "c"), List.of("a", "c"))) {
      assertThatThrownBy(() -> patch(root, List.of(new DagChange(path, null, IntNode.of(2)))))
          .isInstanceOf(NoSuchLinkException.class);
    }
    assertThatThrownBy(() -> patch(root, List.of(new DagChange(List.of("b"), IntNode.of(1), null))))
        .isInstanceOf(NoSuchLinkException.class);
    assertThatThrownBy(() -> patch(root, List.of(new DagChange(List.of(), null, IntNode.of(2)))))
        .isInstanceOf(DagException.class);
  }

  @Test
  void diff_missingBlock_namesItAndThePath() {
    Cid one = graph.inner("one");
    Cid other = graph.inner("other");
    Cid before = dags.put(MapNode.of("a", MapNode.of("b", new LinkNode(one))), Dags.DAG_CBOR);
    Cid after = dags.put(MapNode.of("a", MapNode.of("b", new LinkNode(other))), Dags.DAG_CBOR);
    graph.blocks.delete(other);

    assertThatThrownBy(() -> diff(before, after))
        .isInstanceOf(BrokenDagException.class)
        .hasMessageContainingAll(other.toString(), "/a/b");
  }
}
