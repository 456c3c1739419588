package org.helia.api.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.helia.multiformats.Multicodec;
import org.junit.jupiter.api.Test;

class UnixFsProfileTest {
  @Test
  void build_nothingChanged_keepsTheName() {
    assertThat(UnixFsProfile.V1_2025.toBuilder().chunkBytes(1_048_576).build())
        .isSameAs(UnixFsProfile.V1_2025);
  }

  @Test
  void build_valueChanged_isCustom() {
    assertThat(UnixFsProfile.V1_2025.toBuilder().chunkBytes(1000).build().name())
        .isEqualTo("custom");
  }

  @Test
  void build_valueOutOfRange_namesItAndTheRange() {
    assertThatThrownBy(() -> UnixFsProfile.V1_2025.toBuilder().chunkBytes(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chunk size")
        .hasMessageContaining("from 1 to 2096896, not 0");
    assertThatThrownBy(() -> UnixFsProfile.V1_2025.toBuilder().hamtFanout(100).build())
        .hasMessageContaining("power of two, not 100");
  }

  @Test
  void build_otherHashWithCidVersion0_isRefused() {
    assertThatThrownBy(() -> UnixFsProfile.V0_2015.toBuilder().hash(Multicodec.SHA2_512).build())
        .hasMessageContaining("CIDv0 needs sha2-256, not sha2-512");
  }

  @Test
  void byName_registeredName_isFound() {
    assertThat(UnixFsProfile.byName("unixfs-v0-2015")).contains(UnixFsProfile.V0_2015);
    assertThat(UnixFsProfile.byName("custom")).isEmpty();
  }
}
