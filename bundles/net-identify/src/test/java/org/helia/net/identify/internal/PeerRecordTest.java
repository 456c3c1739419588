package org.helia.net.identify.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerRecord;
import org.helia.api.net.SignedEnvelope;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.protobuf.ProtobufWriter;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.helia.testkit.net.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** With signatures of all types of keys. */
class PeerRecordTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");

  @ParameterizedTest
  @FixtureSource("peer-record/envelopes.json")
  void open_envelopeOfJs_isAcceptedOrRefused(Fixture fixture) {
    byte[] envelope = fixture.bytes("envelope_hex");
    String domain = fixture.text("domain");
    if (fixture.text("expect").equals("invalid")) {
      assertThatThrownBy(() -> SignedEnvelope.open(CRYPTO, envelope, domain))
          .isInstanceOf(NetException.class);
      return;
    }
    PeerRecord record = PeerRecord.open(CRYPTO, envelope);
    assertThat(record.peer().toString()).isEqualTo(fixture.text("peer_id"));
    assertThat(record.sequence()).isEqualTo(fixture.number("seq"));
    assertThat(record.addresses())
        .extracting(Multiaddr::toString)
        .containsExactlyElementsOf(fixture.texts("addresses"));
    PrivateKey key = PrivateKey.fromBytes(fixture.bytes("private_key_protobuf_hex"));
    assertThat(record.sign(CRYPTO, key).toBytes()).isEqualTo(envelope);
  }

  @Test
  void open_recordOfSomebodyElse_throws() {
    PeerRecord record = new PeerRecord(PeerId.of(TestKeys.ed25519(1).publicKey()), 1, List.of());
    byte[] envelope = record.sign(CRYPTO, TestKeys.ed25519(2)).toBytes();
    assertThatThrownBy(() -> PeerRecord.open(CRYPTO, envelope))
        .hasMessageContaining("was signed by peer " + PeerId.of(TestKeys.ed25519(2).publicKey()));
  }

  @Test
  void open_unknownAddress_isLeftOut() {
    PrivateKey key = TestKeys.ed25519(1);
    ProtobufWriter payload =
        new ProtobufWriter()
            .bytes(1, PeerId.of(key.publicKey()).toBytes())
            .number(2, 7)
            .message(3, new ProtobufWriter().bytes(1, new byte[] {0x7f, 0x7f}))
            .message(3, new ProtobufWriter().bytes(1, Multiaddr.parse("/tcp/1").toBytes()));
    byte[] envelope =
        SignedEnvelope.seal(CRYPTO, key, PeerRecord.DOMAIN, new byte[] {3, 1}, payload.toBytes())
            .toBytes();

    assertThat(PeerRecord.open(CRYPTO, envelope).addresses())
        .containsExactly(Multiaddr.parse("/tcp/1"));
  }

  @Test
  void open_tooLong_throws() {
    assertThatThrownBy(() -> PeerRecord.open(CRYPTO, new byte[SignedEnvelope.MAX_BYTES + 1]))
        .hasMessageContaining("over the limit of 65536");
  }

  @Test
  void open_otherPayload_throws() {
    PrivateKey key = TestKeys.ed25519(1);
    byte[] envelope =
        SignedEnvelope.seal(CRYPTO, key, PeerRecord.DOMAIN, new byte[] {1}, new byte[0]).toBytes();
    assertThatThrownBy(() -> PeerRecord.open(CRYPTO, envelope))
        .hasMessageContaining("something else than a peer record");
  }
}
