package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers say what they will need, the nearest first, and load nothing that they do not need. */
class PrefetchTest {
  private static final FetchOptions OPTIONS = FetchOptions.OFFLINE;

  @TempDir Path disk;

  private final FakeBlocks stored = new FakeBlocks();
  private final Dag dag = new Dag(stored);
  private final UncheckedBlocks blocks = new UncheckedBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  private Cid copied(Cid cid) {
    blocks.put(stored.get(cid));
    return cid;
  }

  private Cid file(Cid... children) {
    return copied(
        dag.file("", IntStream.range(0, children.length).mapToObj(i -> 3L).toList(), children));
  }

  private Cid leaf(String text) {
    return copied(dag.raw(text));
  }

  @Test
  void cat_range_loadsAndNamesOnlyItsLeaves() throws IOException {
    Cid[] leaves = IntStream.range(0, 10).mapToObj(i -> leaf("ab" + i)).toArray(Cid[]::new);
    Cid root = file(leaves);
    try (InputStream in = unixFs.cat(ContentPath.of(root), new ByteRange(7, 12), OPTIONS)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("b2ab3ab4ab5a");
    }
    assertThat(blocks.loaded())
        .containsExactly(root, leaves[2], leaves[3], leaves[4], leaves[5], leaves[6]);
    assertThat(blocks.named().subList(0, 4))
        .containsExactly(leaves[3], leaves[4], leaves[5], leaves[6]);
    assertThat(blocks.named()).doesNotContain(leaves[0], leaves[1], leaves[7]);
  }

  @Test
  void cat_endOfASubtree_namesTheNextOne() throws IOException {
    Cid a = leaf("abc");
    Cid b = leaf("def");
    Cid first = copied(dag.file("", List.of(3L), a));
    Cid second = copied(dag.file("", List.of(3L), b));
    Cid root = file(first, second);
    try (InputStream in = unixFs.cat(ContentPath.of(root), ByteRange.ALL, OPTIONS)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("abcdef");
    }
    assertThat(blocks.named()).startsWith(second, second);
    assertThat(blocks.loaded()).containsExactly(root, first, a, second, b);
  }

  @Test
  void get_directory_namesTheNextEntries() {
    Cid[] leaves = IntStream.range(0, 9).mapToObj(i -> leaf("x" + i)).toArray(Cid[]::new);
    PbLink[] links = new PbLink[leaves.length];
    for (int i = 0; i < links.length; i++) {
      links[i] = Dag.link("f" + i, leaves[i]);
    }
    Cid root = copied(dag.directory(links));
    unixFs.get(ContentPath.of(root), disk.resolve("out"), OPTIONS, Progress.NONE);
    assertThat(blocks.named().subList(0, 4))
        .containsExactly(leaves[1], leaves[2], leaves[3], leaves[4]);
  }
}
