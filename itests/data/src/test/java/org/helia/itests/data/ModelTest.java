package org.helia.itests.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.BlockGuardedException;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.StringNode;
import org.helia.api.pin.IncompleteDagException;
import org.helia.api.pin.NotPinnedException;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinFilter;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.SampleBlocks;

/**
 * Whatever is put, pinned, unpinned, deleted and collected in whatever order: the node has the
 * blocks and pins that a model of three sets has.
 */
class ModelTest {
  private static final int BLOCKS = 14;
  private static final List<Integer> DEPTHS = List.of(0, 1, 2, Pin.UNLIMITED, Pin.UNLIMITED);

  private enum Action {
    PUT,
    PUT_DAG,
    PIN,
    UNPIN,
    UPDATE,
    DELETE,
    COLLECT
  }

  private record Step(Action action, int block, int other, int depth) {}

  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> block = Arbitraries.integers().between(0, BLOCKS - 1);
    return Combinators.combine(Arbitraries.of(Action.class), block, block, Arbitraries.of(DEPTHS))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 100)
  void steps_anySequence_leaveWhatTheModelHas(@ForAll long seed, @ForAll("steps") List<Step> steps)
      throws IOException {
    Path home = Files.createTempDirectory("model");
    try (Node node = Node.inMemory(home)) {
      Model model = new Model(node, seed);
      for (Step step : steps) {
        model.take(step);
        model.check(step);
      }
    } finally {
      delete(home);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Blocks that link to earlier ones, and what is there and pinned of them. */
  private static final class Model {
    private final Node node;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Set<Integer>> links = new ArrayList<>();
    private final Set<Integer> present = new HashSet<>();
    private final Map<Integer, Integer> pinned = new HashMap<>();

    Model(Node node, long seed) {
      this.node = node;
      Random random = new Random(seed);
      for (int i = 0; i < BLOCKS; i++) {
        Set<Integer> below = new HashSet<>();
        for (int link = random.nextInt(4); link > 0 && i > 0; link--) {
          below.add(random.nextInt(i));
        }
        links.add(below);
        blocks.add(block(i, below));
      }
    }

    private Block block(int number, Set<Integer> below) {
      List<org.helia.api.ipld.Node> items = new ArrayList<>();
      items.add(new StringNode("block " + number));
      below.forEach(link -> items.add(new LinkNode(cid(link))));
      byte[] bytes = DagCbor.encode(new ListNode(items));
      return Block.of(
          Cid.v1(Multicodec.DAG_CBOR, SampleBlocks.raw(bytes).cid().multihash()), bytes);
    }

    private Cid cid(int number) {
      return blocks.get(number).cid();
    }

    private Set<Integer> reach(int from, int depth) {
      Set<Integer> all = new HashSet<>(Set.of(from));
      if (depth > 0) {
        int rest = depth == Pin.UNLIMITED ? depth : depth - 1;
        links.get(from).forEach(link -> all.addAll(reach(link, rest)));
      }
      return all;
    }

    private Set<Integer> needed() {
      Set<Integer> all = new HashSet<>();
      pinned.forEach((root, depth) -> all.addAll(reach(root, depth)));
      return all;
    }

    void take(Step step) {
      switch (step.action()) {
        case PUT -> put(Set.of(step.block()));
        case PUT_DAG -> put(reach(step.block(), Pin.UNLIMITED));
        case PIN -> pin(step.block(), step.depth());
        case UNPIN -> unpin(step.block());
        case UPDATE -> update(step.block(), step.other());
        case DELETE -> delete(step.block());
        case COLLECT -> {
          node.gc.collect(GcOptions.DEFAULTS, GcListener.NONE);
          present.retainAll(needed());
        }
      }
    }

    private void put(Set<Integer> numbers) {
      numbers.forEach(number -> node.blocks.put(blocks.get(number)));
      present.addAll(numbers);
    }

    private void pin(int root, int depth) {
      if (present.containsAll(reach(root, depth))) {
        node.pins.add(cid(root), Child.PIN.to(depth), Progress.NONE);
        pinned.put(root, depth);
      } else {
        assertThatExceptionOfType(IncompleteDagException.class)
            .isThrownBy(() -> node.pins.add(cid(root), Child.PIN.to(depth), Progress.NONE));
      }
    }

    private void unpin(int root) {
      if (pinned.remove(root) != null) {
        node.pins.remove(cid(root), "");
      } else {
        assertThatExceptionOfType(NotPinnedException.class)
            .isThrownBy(() -> node.pins.remove(cid(root), ""));
      }
    }

    private void update(int from, int to) {
      Integer depth = pinned.get(from);
      if (depth == null) {
        assertThatExceptionOfType(NotPinnedException.class)
            .isThrownBy(() -> node.pins.update(cid(from), cid(to), "", false, Progress.NONE));
      } else if (present.containsAll(reach(to, depth))) {
        node.pins.update(cid(from), cid(to), "", false, Progress.NONE);
        pinned.remove(from);
        pinned.put(to, depth);
      } else {
        assertThatExceptionOfType(IncompleteDagException.class)
            .isThrownBy(() -> node.pins.update(cid(from), cid(to), "", false, Progress.NONE));
      }
    }

    private void delete(int number) {
      if (needed().contains(number)) {
        assertThatExceptionOfType(BlockGuardedException.class)
            .isThrownBy(() -> node.blocks.delete(cid(number)));
      } else {
        assertThat(node.blocks.delete(cid(number))).isEqualTo(present.remove(number));
      }
    }

    void check(Step after) {
      for (int i = 0; i < BLOCKS; i++) {
        assertThat(node.blocks.has(cid(i)))
            .as("block %d after %s", i, after)
            .isEqualTo(present.contains(i));
      }
      try (Stream<Pin> pins = node.pins.list(PinFilter.ALL)) {
        assertThat(pins.collect(Collectors.toMap(Pin::cid, Pin::depth)))
            .as("pins after %s", after)
            .isEqualTo(
                pinned.entrySet().stream()
                    .collect(Collectors.toMap(pin -> cid(pin.getKey()), Map.Entry::getValue)));
      }
    }
  }
}
