package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;

/** Whatever the tree of a file looks like, any part of it can be read in any way. */
class CatTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  private Cid add(byte[] content, int chunk, int links, boolean raw) {
    UnixFsProfile profile =
        UnixFsProfile.V1_2025.toBuilder()
            .chunkBytes(chunk)
            .maxFileLinks(links)
            .rawLeaves(raw)
            .build();
    AddSource source = AddSource.stream("", new ByteArrayInputStream(content));
    return unixFs.add(source, AddOptions.DEFAULTS.withProfile(profile), AddListener.NONE).cid();
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  @Property(tries = 300)
  void cat_range_givesThatPart(
      @ForAll @IntRange(max = 3000) int size,
      @ForAll @IntRange(min = 1, max = 300) int chunk,
      @ForAll @IntRange(min = 2, max = 9) int links,
      @ForAll boolean raw,
      @ForAll @LongRange(max = 3100) long offset,
      @ForAll @LongRange(max = 3100) long length)
      throws IOException {
    byte[] content = content(size);
    ContentPath file = ContentPath.of(add(content, chunk, links, raw));
    int from = (int) Math.min(size, offset);
    byte[] expected = Arrays.copyOfRange(content, from, (int) Math.min(size, from + length));

    ByteRange range = new ByteRange(offset, length);
    try (InputStream in = unixFs.cat(file, range, FetchOptions.OFFLINE)) {
      assertThat(in.readAllBytes()).isEqualTo(expected);
      assertThat(in.read()).isEqualTo(-1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = unixFs.cat(file, range, FetchOptions.OFFLINE)) {
      assertThat(in.transferTo(out)).isEqualTo(expected.length);
    }
    assertThat(out.toByteArray()).isEqualTo(expected);
    assertThat(blocks.openSessions()).isZero();
  }

  @Property(tries = 100)
  void read_mixedWithSkips_staysInStep(
      @ForAll @IntRange(min = 1, max = 2000) int size,
      @ForAll @IntRange(min = 1, max = 200) int chunk,
      @ForAll Random random)
      throws IOException {
    byte[] content = content(size);
    ContentPath file = ContentPath.of(add(content, chunk, 3, true));
    try (InputStream in = unixFs.cat(file, ByteRange.ALL, FetchOptions.OFFLINE)) {
      InputStream model = new ByteArrayInputStream(content);
      while (model.available() > 0) {
        switch (random.nextInt(3)) {
          case 0 -> assertThat(in.read()).isEqualTo(model.read());
          case 1 -> {
            int count = random.nextInt(300);
            assertThat(in.skip(count)).isEqualTo(model.skip(count));
          }
          default -> {
            int count = random.nextInt(300);
            assertThat(in.readNBytes(count)).isEqualTo(model.readNBytes(count));
          }
        }
      }
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
    }
  }

  @Property(tries = 1)
  void read_closedStream_isRefused() throws IOException {
    ContentPath file = ContentPath.of(add(content(100), 10, 3, true));
    InputStream in = unixFs.cat(file, ByteRange.ALL, FetchOptions.OFFLINE);
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    in.close();
    assertThat(blocks.openSessions()).isZero();
  }
}
