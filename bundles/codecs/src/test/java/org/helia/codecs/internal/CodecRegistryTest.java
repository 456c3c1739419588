package org.helia.codecs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.codec.Codec;
import org.helia.api.codec.LinksOnlyCodecException;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodecRegistryTest {
  private static final long CODE = Multicodec.DAG_PB;
  private static final int SWAPS = 300;
  private static final int CALLERS = 8;
  private static final Cid PARENT = Cid.parse("QmYxAVkPNTTyFurHNngafqsCvjqMM87DAP6FBzKEgtqHVh");
  private static final Cid CHILD =
      Cid.parse("bafkreifw7plhl6mofk6sfvhnfh64qmkq73oeqwl6sloru6rehaoujituke");
  private static final Block BLOCK = Block.of(PARENT, CHILD.toBytes());

  private final CodecRegistry codecs = new CodecRegistry(FixedConfig.PATIENT);

  @Test
  void links_codecOfTheCid_reportsTheLinks() {
    bind(new FakeCodec(CODE, "fake"), 0);

    assertThat(linksOf(BLOCK)).containsExactly(CHILD);
  }

  @Test
  void links_malformedBlock_namesTheBlock() {
    bind(new FakeCodec(CODE, "fake"), 0);

    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> linksOf(Block.of(PARENT, new byte[0])))
        .withMessage("block %s: nothing there", PARENT);
  }

  @Test
  void links_sinkThrows_isPassedOnAsItIs() {
    bind(new FakeCodec(CODE, "fake"), 0);
    RuntimeException ofSink = new MalformedBlockException("another block");

    assertThatThrownBy(
            () ->
                codecs.links(
                    BLOCK,
                    cid -> {
                      throw ofSink;
                    }))
        .isSameAs(ofSink);
  }

  @Test
  void links_codecLeavesWhileTheSinkWorks_doesNotWaitForIt() {
    FakeCodec codec = bind(new FakeCodec(CODE, "first"), 0);
    List<Cid> nested = new ArrayList<>();

    codecs.links(
        BLOCK,
        cid -> {
          codecs.unbindCodec(codec);
          codec.close();
          bind(new FakeCodec(CODE, "second"), 0);
          nested.addAll(linksOf(BLOCK));
        });

    assertThat(nested).containsExactly(CHILD);
  }

  @Test
  void links_codecNeverThere_failsAtOnceAndNamesBlockAndCodec() {
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);

    assertThatExceptionOfType(UnknownCodecException.class)
        .isThrownBy(() -> linksOf(BLOCK))
        .withMessageContaining("block " + PARENT)
        .withMessageContaining("dag-pb (0x70)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(CODE));
  }

  @Test
  void codec_noneThereAndNoGrace_failsAtOnce() {
    codecs.configure(FixedConfig.IMPATIENT);

    assertThatExceptionOfType(UnknownCodecException.class).isThrownBy(() -> codecs.codec(CODE));
  }

  @Test
  void codec_goneAndNoGrace_failsAtOnce() {
    FakeCodec codec = bind(new FakeCodec(CODE, "fake"), 0);
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);
    codecs.configure(FixedConfig.IMPATIENT);
    codecs.unbindCodec(codec);

    assertThatExceptionOfType(UnknownCodecException.class).isThrownBy(() -> codecs.codec(CODE));
  }

  @Test
  void codec_goneAndComingBack_waitsForIt() throws Exception {
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);
    FakeCodec first = bind(new FakeCodec(CODE, "first"), 0);
    codecs.unbindCodec(first);
    CompletableFuture<Void> called = new CompletableFuture<>();
    CompletableFuture<String> name =
        CompletableFuture.supplyAsync(
            () -> {
              called.complete(null);
              return codecs.codec(CODE).name();
            });
    called.get();

    bind(new FakeCodec(CODE, "second"), 0);

    assertThat(name.get()).isEqualTo("second");
  }

  @Test
  void codec_replacedByAnother_goesOnWithThatOne() {
    FakeCodec first = bind(new FakeCodec(CODE, "first"), 0);
    Codec codec = codecs.codec(CODE);
    bind(new FakeCodec(CODE, "second"), 0);
    codecs.unbindCodec(first);
    first.close();
    List<Cid> links = new ArrayList<>();

    codec.links(BLOCK.bytes(), links::add);

    assertThat(links).containsExactly(CHILD);
    assertThat(codec.code()).isEqualTo(CODE);
  }

  @Test
  void codec_severalWithOneCode_isTheBestRanked() {
    FakeCodec low = bind(new FakeCodec(CODE, "low"), 0);
    FakeCodec high = bind(new FakeCodec(CODE, "high"), 10);
    assertThat(codecs.codec(CODE).name()).isEqualTo("high");

    codecs.updatedCodec(low, FakeCodec.properties(CODE, 20));
    assertThat(codecs.codec(CODE).name()).isEqualTo("low");

    codecs.unbindCodec(low);
    assertThat(codecs.codec(CODE).name()).isEqualTo("high");
    assertThat(high.code()).isEqualTo(CODE);
  }

  @Test
  void codec_registeredWithoutTheProperty_isFoundByWhatItSays() {
    codecs.bindCodec(new FakeCodec(CODE, "plain"), Map.of());

    assertThat(codecs.codec(CODE).name()).isEqualTo("plain");
  }

  @Test
  void list_codecs_areSortedByCode() {
    bind(new FakeCodec(Multicodec.DAG_CBOR, "dag-cbor"), 0);
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);
    bind(new FakeCodec(CODE, "dag-pb"), 5);

    assertThat(codecs.list()).extracting(Codec::name).containsExactly("raw", "dag-pb", "dag-cbor");
  }

  @Test
  void configure_valueOutOfRange_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codecs.configure(new FixedConfig(-1, 0)))
        .withMessage("graceMillis of org.helia.codecs must be from 0 to 600000, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodecRegistry(new FixedConfig(0, 600_001)))
        .withMessageContaining("drainMillis");
  }

  @Test
  void links_pluginSwappedUnderLoad_noCallFails() throws Exception {
    FakeCodec last = bind(new FakeCodec(CODE, "0"), 0);
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);
    try (Background callers =
        Background.repeat(CALLERS, thread -> assertThat(linksOf(BLOCK)).containsExactly(CHILD))) {
      for (int swap = 1; swap <= SWAPS && callers.isWell(); swap++) {
        codecs.unbindCodec(last);
        last.close();
        last = bind(new FakeCodec(CODE, "" + swap), 0);
      }
    }
  }

  @Test
  void nodeCodec_pluginSwappedUnderLoad_noCallFails() throws Exception {
    FakeCodec last = bind(new FakeCodec(CODE, "0"), 0);
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);
    NodeCodec codec = codecs.nodeCodec(CODE);
    Node value = new LinkNode(CHILD);
    try (Background callers =
        Background.repeat(
            CALLERS,
            thread -> {
              assertThat(codec.encode(value)).isEqualTo(BLOCK.bytes());
              assertThat(codecs.decode(BLOCK)).isEqualTo(value);
              assertThat(codecs.nodeCodec(CODE).decode(BLOCK.bytes())).isEqualTo(value);
            })) {
      for (int swap = 1; swap <= SWAPS && callers.isWell(); swap++) {
        codecs.unbindCodec(last);
        last.close();
        last = bind(new FakeCodec(CODE, "" + swap), 0);
      }
    }
  }

  @Test
  void decode_malformedBlock_namesTheBlock() {
    bind(new FakeCodec(CODE, "fake"), 0);

    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> codecs.decode(Block.of(PARENT, new byte[0])))
        .withMessage("block %s: nothing there", PARENT);
  }

  @Test
  void decode_codecNeverThere_namesBlockAndCodec() {
    bind(new FakeCodec(Multicodec.RAW, "raw"), 0);

    assertThatExceptionOfType(UnknownCodecException.class)
        .isThrownBy(() -> codecs.decode(BLOCK))
        .withMessageContaining("block " + PARENT)
        .withMessageContaining("dag-pb (0x70)");
  }

  @Test
  void nodeCodec_pluginOnlyListsLinks_isRefused() {
    FakeCodec inner = new FakeCodec(CODE, "links only");
    codecs.bindCodec(new LinksOnly(inner), FakeCodec.properties(CODE, 0));

    assertThat(codecs.codec(CODE)).isNotInstanceOf(NodeCodec.class);
    assertThat(linksOf(BLOCK)).containsExactly(CHILD);
    assertThatExceptionOfType(LinksOnlyCodecException.class)
        .isThrownBy(() -> codecs.nodeCodec(CODE))
        .withMessageContaining("dag-pb (0x70)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(CODE));
    assertThatExceptionOfType(LinksOnlyCodecException.class).isThrownBy(() -> codecs.decode(BLOCK));
  }

  /** A codec as a third party may write it that has no need for values. */
  private record LinksOnly(Codec inner) implements Codec {
    @Override
    public long code() {
      return inner.code();
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void links(byte[] bytes, Consumer<Cid> sink) {
      inner.links(bytes, sink);
    }
  }

  private FakeCodec bind(FakeCodec codec, int ranking) {
    codecs.bindCodec(codec, FakeCodec.properties(codec.code(), ranking));
    return codec;
  }

  private List<Cid> linksOf(Block block) {
    List<Cid> links = new ArrayList<>();
    codecs.links(block, links::add);
    return links;
  }
}
