package org.helia.api.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class CidFormatTest {
  @Test
  void new_version0WithRaw_isRefused() {
    assertThatThrownBy(() -> new CidFormat(0, Multicodec.RAW, Multicodec.SHA2_256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not raw with sha2-256");
  }

  @Test
  void new_version2_isRefused() {
    assertThatThrownBy(() -> new CidFormat(2, Multicodec.RAW, Multicodec.SHA2_256))
        .hasMessageContaining("not 2");
  }

  @Test
  void withCodec_rawFromVersion0_becomesVersion1() {
    assertThat(CidFormat.V0.withCodec(Multicodec.RAW)).isEqualTo(CidFormat.V1_RAW);
    assertThat(CidFormat.V0.withCodec(Multicodec.DAG_PB)).isEqualTo(CidFormat.V0);
  }
}
