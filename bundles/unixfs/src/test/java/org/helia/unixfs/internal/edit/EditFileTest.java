package org.helia.unixfs.internal.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.UnixFsComponent;
import org.helia.unixfs.internal.format.UnixFsData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files after any edits hold what a plain array of bytes would hold. */
class EditFileTest {
  private static final int CHUNK = 8;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  /** What is done to a file: bytes written at an offset, or, if there are none, a new length. */
  record Step(int offset, byte[] bytes) {
    byte[] applyTo(byte[] file) {
      if (bytes.length == 0) {
        return Arrays.copyOf(file, offset);
      }
      byte[] longer = Arrays.copyOf(file, Math.max(file.length, offset + bytes.length));
      System.arraycopy(bytes, 0, longer, offset, bytes.length);
      return longer;
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> offsets = Arbitraries.integers().between(0, 5_000);
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(4_000);
    return Combinators.combine(offsets, bytes).as(Step::new).list().ofMinSize(1).ofMaxSize(8);
  }

  @Property(tries = 100)
  void edit_anySteps_givesTheBytes(
      @ForAll("steps") List<Step> steps, @ForAll boolean cidV0, @ForAll boolean addedFirst)
      throws IOException {
    UnixFsProfile profile =
        (cidV0 ? UnixFsProfile.V0_2015 : UnixFsProfile.V1_2025)
            .toBuilder().chunkBytes(CHUNK).maxFileLinks(3).build();
    EditOptions options = EditOptions.DEFAULTS.withProfile(profile);
    byte[] expected =
        addedFirst ? "a file of a balanced layout, to be edited".getBytes(UTF_8) : new byte[0];
    Cid file = add(expected, profile);
    for (Step step : steps) {
      expected = step.applyTo(expected);
      file =
          step.bytes().length == 0
              ? unixFs.truncate(file, "/", step.offset(), options)
              : unixFs.write(
                  file, "/", step.offset(), new ByteArrayInputStream(step.bytes()), options);
      assertThat(read(file)).isEqualTo(expected);
      assertThat(unixFs.stat(ContentPath.of(file), FetchOptions.OFFLINE).size())
          .isEqualTo(expected.length);
    }
    assertThat(blocks.openSessions()).isZero();
    assertThat(blocks.openWriters()).isZero();
  }

  private Cid add(byte[] content, UnixFsProfile profile) {
    return unixFs
        .add(
            AddSource.stream("", new ByteArrayInputStream(content)),
            AddOptions.DEFAULTS.withProfile(profile),
            AddListener.NONE)
        .cid();
  }

  private byte[] read(Cid file) throws IOException {
    try (InputStream in = unixFs.cat(ContentPath.of(file), ByteRange.ALL, FetchOptions.OFFLINE)) {
      return in.readAllBytes();
    }
  }

  @Test
  void write_wholeFileAfterTruncate_givesTheRootOfANewFile() {
    EditOptions options = EditOptions.DEFAULTS;
    Cid directory = unixFs.mkdir(empty(), "/d", false, options);
    Cid one = unixFs.write(directory, "/d/f", 0, text("new content"), options);
    Cid other = unixFs.write(directory, "/d/f", 0, text("some old content"), options);

    Cid rewritten =
        unixFs.edit(
            other,
            options,
            tree -> {
              tree.truncate("/d/f", 0);
              tree.write("/d/f", 0, text("new content"));
            });

    assertThat(rewritten).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"size-4096", "rabin-256-512-1024", "buzhash"})
  void write_newFile_givesTheRootOfAnAddedOneInTheTrickleLayout(String chunker) {
    UnixFsProfile profile =
        UnixFsProfile.V1_2025.toBuilder()
            .chunker(Chunker.parse(chunker))
            .layout(FileLayout.TRICKLE)
            .maxFileLinks(Trickle.LEAVES)
            .build();
    byte[] content = new byte[chunker.equals("buzhash") ? 1_500_000 : 60_000];
    new Random(1).nextBytes(content);

    Cid written =
        unixFs.write(
            empty(),
            "/f",
            0,
            new ByteArrayInputStream(content),
            EditOptions.DEFAULTS.withProfile(profile));

    assertThat(unixFs.stat(ContentPath.of(written).resolve("f"), FetchOptions.OFFLINE).cid())
        .isEqualTo(add(content, profile));
  }

  @Test
  void write_streamThatFails_changesNothing() {
    InputStream failing =
        new InputStream() {
          private int left = 100;

          @Override
          public int read() throws IOException {
            if (--left < 0) {
              throw new IOException("the cable is loose");
            }
            return 'x';
          }
        };
    Cid root = empty();

    unixFs.edit(
        root,
        EditOptions.DEFAULTS,
        tree -> {
          assertThatThrownBy(() -> tree.write("/f", 0, failing))
              .isInstanceOf(UnixFsException.class)
              .hasMessageContaining("the cable is loose");
          assertThat(tree.root()).isEqualTo(root);
        });
  }

  @Test
  void write_farBeyondTheEnd_isRefused() {
    assertThatThrownBy(
            () ->
                unixFs.write(
                    empty(), "/f", TreeEditor.MAX_GAP_BYTES + 1, text("x"), EditOptions.DEFAULTS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("over the limit of 17179869184");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private Cid empty() {
    try (var writer = blocks.writer()) {
      return writer.put(
          CidFormat.V1_DAG_PB,
          DagPb.encode(new PbNode(List.of(), UnixFsData.directory().encode())));
    }
  }
}
