package org.helia.dag.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.dag.DagBlock;
import org.helia.api.dag.WalkOptions;
import org.helia.multiformats.Cid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WalkTest {
  private static final WalkOptions DFS = WalkOptions.DEFAULTS;
  private static final WalkOptions BFS = DFS.withOrder(WalkOptions.Order.BREADTH_FIRST);

  private final Graph graph = new Graph();

  @AfterEach
  void everySessionIsClosed() {
    assertThat(graph.blocks.openSessions()).isZero();
  }

  private List<Cid> walk(WalkOptions options, Cid... roots) {
    try (Stream<DagBlock> visits = graph.dags.walk(List.of(roots), options, FetchOptions.OFFLINE)) {
      return visits.map(visit -> visit.block().cid()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void walk_depthFirst_isEachBlockOnceInTheOrderOfLinks(long seed) {
    Cid root = graph.random(seed, 200);
    Set<Cid> expected = new LinkedHashSet<>();
    graph.depthFirst(root, expected);

    assertThat(walk(DFS, root)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void walk_breadthFirst_isByDepth(long seed) {
    Cid root = graph.random(seed, 200);
    Set<Cid> expected = new LinkedHashSet<>(List.of(root));
    Deque<Cid> queue = new ArrayDeque<>(expected);
    while (!queue.isEmpty()) {
      graph.children(queue.remove()).stream().filter(expected::add).forEach(queue::add);
    }

    assertThat(walk(BFS, root)).containsExactlyElementsOf(expected);
  }

  @Test
  void walk_breadthFirstOverManyBlocks_losesNone() {
    Cid[] leaves = new Cid[20_000];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = graph.leaf("leaf " + i);
    }
    Cid root = graph.inner("root", leaves);

    assertThat(walk(BFS, root)).hasSize(leaves.length + 1).endsWith(leaves);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "1,1", "2,2", "3,3", "4,5", "5,8"})
  void walk_depthLimit_visitsWhatIsNearOnSomeWay(long seed, int limit) {
    Cid root = graph.random(seed, 200);
    Map<Cid, Integer> nearest = new HashMap<>(Map.of(root, 0));
    Deque<Cid> queue = new ArrayDeque<>(List.of(root));
    while (!queue.isEmpty()) {
      Cid cid = queue.remove();
      for (Cid child : graph.children(cid)) {
        if (nearest.putIfAbsent(child, nearest.get(cid) + 1) == null) {
          queue.add(child);
        }
      }
    }
    List<Cid> expected =
        nearest.keySet().stream().filter(cid -> nearest.get(cid) <= limit).toList();

    assertThat(walk(DFS.withMaxDepth(limit), root)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(walk(BFS.withMaxDepth(limit), root)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void walk_duplicates_comeEachTimeWithAllBelow() {
    Cid leaf = graph.leaf("leaf");
    Cid twice = graph.inner("twice", leaf, leaf);
    Cid root = graph.inner("root", twice, leaf, twice);

    assertThat(walk(DFS.withDuplicates(true), root))
        .containsExactly(root, twice, leaf, leaf, leaf, twice, leaf, leaf);
    assertThat(walk(BFS.withDuplicates(true), root))
        .containsExactly(root, twice, leaf, twice, leaf, leaf, leaf, leaf);
    assertThat(walk(DFS, root, leaf, root)).containsExactly(root, twice, leaf);
  }

  @Test
  void walk_duplicatesWithoutEnd_isLazy() {
    Cid doubling = graph.leaf("leaf");
    for (int i = 0; i < 64; i++) {
      doubling = graph.inner("level " + i, doubling, doubling);
    }
    try (Stream<DagBlock> visits =
        graph.dags.walk(List.of(doubling), DFS.withDuplicates(true), FetchOptions.OFFLINE)) {
      assertThat(visits.limit(100_000)).hasSize(100_000);
    }
    assertThat(walk(DFS, doubling)).hasSize(65);
  }

  @Test
  void walk_filter_leavesOutWhatIsBelow() {
    Cid below = graph.leaf("below");
    Cid hidden = graph.inner("hidden", below);
    Cid root = graph.inner("root", hidden, graph.leaf("seen"));

    assertThat(walk(DFS.withFilter(cid -> !cid.equals(hidden)), root))
        .hasSize(2)
        .doesNotContain(hidden, below);
    assertThat(walk(BFS.withFilter(cid -> !cid.equals(hidden)), root)).hasSize(2);
  }

  @Test
  void walk_depths_areDistancesFromTheRoot() {
    Cid root = graph.inner("0", graph.inner("1", graph.inner("2", graph.leaf("3"))));
    for (WalkOptions options : List.of(DFS, BFS)) {
      try (Stream<DagBlock> visits =
          graph.dags.walk(List.of(root), options, FetchOptions.OFFLINE)) {
        assertThat(visits.map(DagBlock::depth)).containsExactly(0, 1, 2, 3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WalkOptions.Order.class)
  void walk_missingBlock_namesItAndTheWay(WalkOptions.Order order) {
    Cid missing = graph.leaf("missing");
    Cid parent = graph.inner("parent", missing);
    Cid root = graph.inner("root", graph.leaf("other"), parent);
    graph.blocks.delete(missing);

    assertThatThrownBy(() -> walk(DFS.withOrder(order), root))
        .isInstanceOfSatisfying(
            BrokenDagException.class, e -> assertThat(e.cid()).isEqualTo(missing))
        .hasMessageContaining(missing + " not found")
        .hasMessageEndingWith("(linked to by %s → %s)", root, parent)
        .hasCauseInstanceOf(BlockNotFoundException.class);
    assertThatThrownBy(() -> walk(DFS.withOrder(order), missing))
        .hasMessageEndingWith("(it is a root)");
  }

  @ParameterizedTest
  @EnumSource(WalkOptions.Order.class)
  void walk_unknownCodec_namesBlockAndCodec(WalkOptions.Order order) {
    Cid opaque = graph.opaque();
    Cid root = graph.inner("root", opaque);

    assertThatThrownBy(() -> walk(DFS.withOrder(order), root))
        .isInstanceOf(BrokenDagException.class)
        .hasMessageContainingAll("git-raw", "linked to by " + root)
        .hasCauseInstanceOf(UnknownCodecException.class);
    assertThat(walk(DFS.withOrder(order).withMaxDepth(1), root)).containsExactly(root, opaque);
  }

  @Test
  void walk_interrupted_isCancelled() {
    Cid root = graph.random(1, 50);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> walk(DFS, root)).isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> walk(BFS, root)).isInstanceOf(CancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void next_roomForFewLinks_isTheSameOrder() {
    Cid root = graph.random(7, 300);
    List<Cid> visited = new ArrayList<>();
    try (BlockSession session = graph.blocks.session(FetchOptions.OFFLINE)) {
      BlockLoader blocks = new BlockLoader(session, new FixedCodecs());
      new DepthFirst(List.of(root), DFS, blocks, 4)
          .forEachRemaining(visit -> visited.add(visit.block().cid()));
    }

    assertThat(visited).isEqualTo(walk(DFS, root));
  }

  @ParameterizedTest
  @EnumSource(WalkOptions.Order.class)
  void next_anyOrder_namesBlocksBeforeItGetsThem(WalkOptions.Order order) {
    Cid[] leaves = new Cid[40];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = graph.leaf("leaf " + i);
    }
    Cid root = graph.inner("root", graph.inner("file", leaves), graph.inner("next"));
    RecordingSession session = new RecordingSession(graph.blocks.session(FetchOptions.OFFLINE));
    try (session) {
      BlockLoader blocks = new BlockLoader(session, new FixedCodecs());
      Walks.over(List.of(root), DFS.withOrder(order), blocks).forEachRemaining(visit -> {});
    }

    assertThat(session.unnamed.subList(0, 1)).containsExactly(root);
    assertThat(session.unnamed).doesNotContain(leaves[1], leaves[20], leaves[39]);
  }

  /** Notes what came without having been named. */
  private static final class RecordingSession implements BlockSession {
    private final BlockSession session;
    private final Set<Cid> named = new LinkedHashSet<>();
    private final List<Cid> unnamed = new ArrayList<>();

    RecordingSession(BlockSession session) {
      this.session = session;
    }

    @Override
    public Block get(Cid cid) {
      if (!named.contains(cid)) {
        unnamed.add(cid);
      }
      return session.get(cid);
    }

    @Override
    public void prefetch(Cid cid) {
      if (!unnamed.isEmpty()) {
        named.add(cid);
      }
    }

    @Override
    public int readAhead() {
      return session.readAhead();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
