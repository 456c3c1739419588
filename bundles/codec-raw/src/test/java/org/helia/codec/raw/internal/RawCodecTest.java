package org.helia.codec.raw.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.NodeCodec;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class RawCodecTest {
  private final NodeCodec codec = new RawCodec();

  @Test
  void code_isTheRegisteredOne() {
    assertThat(Multicodec.byCode(codec.code()).orElseThrow().name())
        .isEqualTo(codec.name())
        .isEqualTo("raw");
  }

  @Test
  void links_anyBytes_areNone() {
    List<Cid> links = new ArrayList<>();

    codec.links(new byte[0], links::add);
    codec.links(new byte[] {0x12, 0x20, -1}, links::add);

    assertThat(links).isEmpty();
  }

  @Test
  void decode_anyBytes_areCopiedAndEncodedBack() {
    byte[] bytes = {0x12, 0x20, -1};

    Node node = codec.decode(bytes);
    bytes[0] = 0;

    assertThat(node).isEqualTo(new BytesNode(new byte[] {0x12, 0x20, -1}));
    assertThat(codec.encode(node)).containsExactly(0x12, 0x20, -1);
  }

  @Test
  void encode_otherKind_isRefused() {
    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> codec.encode(NullNode.INSTANCE))
        .withMessageContaining("NULL");
  }
}
