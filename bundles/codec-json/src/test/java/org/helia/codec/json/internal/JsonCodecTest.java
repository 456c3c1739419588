package org.helia.codec.json.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.codec.NodeCodec;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.StringNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  private static final byte[] BLOCK = "{\"/\":[\"bafkqabiaaebagba\"]}".getBytes(UTF_8);

  private final NodeCodec codec = new JsonCodec();

  @Test
  void code_isTheRegisteredOne() {
    assertThat(Multicodec.byCode(codec.code()).orElseThrow().name())
        .isEqualTo(codec.name())
        .isEqualTo("json");
  }

  @Test
  void links_wellFormedBlock_areNone() {
    List<Cid> links = new ArrayList<>();

    codec.links(BLOCK, links::add);

    assertThat(links).isEmpty();
  }

  @Test
  void links_malformedBlock_isRefused() {
    assertThatExceptionOfType(MalformedBlockException.class)
        .isThrownBy(() -> codec.links("{".getBytes(UTF_8), cid -> {}));
  }

  @Test
  void decode_block_isTheValueAndEncodedBack() {
    MapNode node = MapNode.of("/", ListNode.of(new StringNode("bafkqabiaaebagba")));

    assertThat(codec.decode(BLOCK)).isEqualTo(node);
    assertThat(codec.encode(node)).isEqualTo(BLOCK);
  }
}
