package org.helia.unixfs.internal.add;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.unixfs.Chunker;
import org.helia.unixfs.internal.chunk.Boundary;

/** Streams come in pieces of any size; the chunks are the same. */
class LeafReaderTest {
  /** Gives as much at a time as somebody else decides. */
  private static final class Trickling extends InputStream {
    private final InputStream bytes;
    private final Random sizes;

    Trickling(byte[] bytes, Random sizes) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.sizes = sizes;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      try {
        return length == 0 ? 0 : bytes.read(to, offset, 1 + sizes.nextInt(length));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static LeafReader reader(Chunker chunker, LeafForm form, InputStream in) {
    if (chunker instanceof Chunker.FixedSize fixed) {
      return new ChunkReader(in, form, fixed.bytes());
    }
    int max = chunker.maxBytes();
    byte[] window = new byte[WindowReader.windowBytes(max)];
    return new WindowReader(in, form, Boundary.of(chunker), max, window);
  }

  private static List<byte[]> chunks(Chunker chunker, LeafForm form, InputStream in)
      throws IOException {
    LeafReader leaves = reader(chunker, form, in);
    List<byte[]> chunks = new ArrayList<>();
    for (Leaf leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
      ByteArrayOutputStream chunk = new ByteArrayOutputStream();
      chunk.write(leaf.block(), form.headBytes(leaf.chunk()), leaf.chunk());
      assertThat(leaf.block()).hasSize(form.blockBytes(leaf.chunk()));
      chunks.add(chunk.toByteArray());
    }
    assertThat(leaves.next()).isNull();
    return chunks;
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void next_streamInAnyPieces_givesTheSameChunksWhichAreTheContent(
      @ForAll("chunkers") Chunker chunker,
      @ForAll LeafForm form,
      @ForAll("sizes") int size,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] content = new byte[size];
    random.nextBytes(content);

    List<byte[]> atOnce = chunks(chunker, form, new ByteArrayInputStream(content));
    List<byte[]> inPieces = chunks(chunker, form, new Trickling(content, random));

    assertThat(joined(atOnce)).isEqualTo(content);
    assertThat(sizes(inPieces)).isEqualTo(sizes(atOnce));
    assertThat(joined(inPieces)).isEqualTo(content);
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    chunks.forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static List<Integer> sizes(List<byte[]> chunks) {
    return chunks.stream().map(chunk -> chunk.length).toList();
  }

  @Provide
  Arbitrary<Chunker> chunkers() {
    return Arbitraries.of(
        new Chunker.FixedSize(10_000),
        new Chunker.FixedSize(262_144),
        new Chunker.Rabin(1000, 4000, 9000),
        Chunker.Rabin.ofAverage(300_000),
        new Chunker.Buzhash());
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.of(0, 1, 999, 262_143, 262_144, 262_145, 600_000, 1_200_000);
  }
}
