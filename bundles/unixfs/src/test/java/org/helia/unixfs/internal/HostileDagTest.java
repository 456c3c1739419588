package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockException;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;

/** Whatever stands in the blocks, reading either succeeds or throws what is documented. */
class HostileDagTest {
  private static final FetchOptions OPTIONS = FetchOptions.OFFLINE;
  private static final long MAX_READ = 1 << 16;

  private final FakeBlocks blocks = new FakeBlocks();
  private final Dag dag = new Dag(blocks);
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  /** A node whose links lead to nodes that were made before it. */
  record Node(UnixFsData data, List<Link> links) {}

  record Link(String name, int target) {}

  @Property(tries = 500)
  void read_dagOfArbitraryNodes_throwsOnlyWhatIsDocumented(@ForAll("nodes") List<Node> nodes) {
    List<Cid> made = new ArrayList<>();
    made.add(dag.raw("abc"));
    for (Node node : nodes) {
      PbLink[] links =
          node.links().stream()
              .map(link -> Dag.link(link.name(), made.get(link.target() % made.size())))
              .toArray(PbLink[]::new);
      made.add(dag.node(node.data(), links));
      readAll(made.get(made.size() - 1));
    }
    assertThat(blocks.openSessions()).isZero();
  }

  @Property(tries = 500)
  void read_arbitraryBlock_throwsOnlyWhatIsDocumented(@ForAll byte[] bytes) {
    readAll(dag.put(CidFormat.V1_DAG_PB, bytes));
  }

  @Property(tries = 500)
  void read_damagedBlock_throwsOnlyWhatIsDocumented(
      @ForAll("nodes") List<Node> nodes, @ForAll int position, @ForAll byte value) {
    for (Node node : nodes) {
      PbLink[] links =
          node.links().stream()
              .map(link -> Dag.link(link.name(), dag.raw("abc")))
              .toArray(PbLink[]::new);
      byte[] block = Dag.block(node.data(), links);
      block[Math.floorMod(position, block.length)] = value;
      readAll(dag.put(CidFormat.V1_DAG_PB, block));
    }
  }

  private void readAll(Cid root) {
    ContentPath path = ContentPath.of(root);
    try {
      UnixFsStat stat = unixFs.stat(path, OPTIONS);
      assertThat(stat.size()).isNotNegative();
    } catch (UnixFsException | BlockException e) {
      assertThat(e).hasMessageContaining(root.toString());
    }
    ls(path);
    cat(path);
  }

  private void ls(ContentPath path) {
    try (Stream<DirectoryEntry> entries = unixFs.ls(path, OPTIONS)) {
      entries.limit(1000).forEach(entry -> assertThat(entry.name()).as("a name").isNotNull());
    } catch (UnixFsException | BlockException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private void cat(ContentPath path) {
    try (InputStream in = unixFs.cat(path, new ByteRange(1, MAX_READ), OPTIONS)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (UnixFsException | BlockException e) {
      assertThat(e.getMessage()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e).hasCauseInstanceOf(HeliaException.class);
    }
  }

  @Provide
  Arbitrary<List<Node>> nodes() {
    Arbitrary<Long> size =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.longs().between(0, 8)),
            Tuple.of(1, Arbitraries.of(256L, 1024L, Long.MAX_VALUE)));
    Arbitrary<ByteBuffer> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(ByteBuffer::wrap);
    Arbitrary<UnixFsData> data =
        Combinators.combine(
                Arbitraries.of(DataType.class),
                bytes.injectNull(0.3),
                size.injectNull(0.3),
                size.list().ofMaxSize(4),
                Arbitraries.of(0x22L, 0x12L).injectNull(0.1),
                Arbitraries.of(8L, 16L, 256L, 1024L, 7L, 0L).injectNull(0.1))
            .as(
                (type, content, filesize, sizes, hash, fanout) ->
                    new UnixFsData(type, content, filesize, sizes, hash, fanout, null, null));
    Arbitrary<String> name = Arbitraries.of("", "", "", "a", "0", "00", "0A", "01a", "F/", "..");
    Arbitrary<Link> link =
        Combinators.combine(name, Arbitraries.integers().between(0, 20)).as(Link::new);
    return Combinators.combine(data, link.list().ofMaxSize(4))
        .as(Node::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }
}
