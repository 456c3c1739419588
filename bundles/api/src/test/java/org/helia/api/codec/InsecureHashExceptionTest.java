package org.helia.api.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.Varint;
import org.junit.jupiter.api.Test;

class InsecureHashExceptionTest {
  @Test
  void message_shortDigest_namesTheLeast() {
    Multihash hash = Multihash.of(Multicodec.SHA2_256, new byte[19]);

    assertThat(new InsecureHashException(hash))
        .hasMessage(
            "multihash %s has a sha2-256 digest of 19 bytes; at least 20 are needed to trust it",
            hash);
  }

  @Test
  void message_longIdentity_namesTheMost() {
    ByteBuffer bytes = ByteBuffer.allocate(132).put((byte) Multicodec.IDENTITY);
    Varint.write(129, bytes);

    assertThat(new InsecureHashException(Multihash.fromBytes(bytes.array())))
        .hasMessage("an identity multihash holds 129 bytes; at most 128 are allowed (IPIP-512)");
  }
}
