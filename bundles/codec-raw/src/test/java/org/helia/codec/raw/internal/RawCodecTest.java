package org.helia.codec.raw.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.Codec;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class RawCodecTest {
  private final Codec codec = new RawCodec();

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
}
