package org.helia.net.noise.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoException;
import org.helia.api.crypto.NotAuthenticException;
import org.helia.api.net.HandshakeException;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class NoiseHandshakeTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final byte[] NOTHING = {};

  private static NoiseHandshake side(Fixture vector, boolean initiator) {
    String prefix = initiator ? "init" : "resp";
    return new NoiseHandshake(
        CRYPTO,
        initiator,
        CRYPTO.agreementKey(vector.bytes(prefix + "_static")),
        CRYPTO.agreementKey(vector.bytes(prefix + "_ephemeral")),
        vector.bytes(prefix + "_prologue"));
  }

  private static NoiseHandshake side(boolean initiator) {
    return new NoiseHandshake(
        CRYPTO, initiator, CRYPTO.newAgreementKey(), CRYPTO.newAgreementKey(), NOTHING);
  }

  @ParameterizedTest
  @FixtureSource("noise/noise-xx.json")
  void handshake_withKnownKeys_isAsOthersHaveIt(Fixture vector) {
    NoiseHandshake initiator = side(vector, true);
    NoiseHandshake responder = side(vector, false);
    List<Fixture> messages = vector.list("messages");
    for (Fixture message : messages.subList(0, 3)) {
      boolean fromInitiator = message.text("from").equals("initiator");
      byte[] written = (fromInitiator ? initiator : responder).write(message.bytes("payload"));

      assertThat(written).isEqualTo(message.bytes("ciphertext"));
      assertThat((fromInitiator ? responder : initiator).read(written))
          .isEqualTo(message.bytes("payload"));
    }
    assertThat(initiator.isOver()).isTrue();
    assertThat(initiator.hash()).isEqualTo(responder.hash());
    if (vector.has("handshake_hash")) {
      assertThat(initiator.hash()).isEqualTo(vector.bytes("handshake_hash"));
    }
    transport(initiator.split(), responder.split(), messages.subList(3, messages.size()));
  }

  private static void transport(
      NoiseHandshake.Ciphers initiator, NoiseHandshake.Ciphers responder, List<Fixture> messages) {
    assertThat(messages).isNotEmpty();
    for (Fixture message : messages) {
      boolean fromInitiator = message.text("from").equals("initiator");
      byte[] payload = message.bytes("payload");
      ByteBuffer sealed = ByteBuffer.allocate(payload.length + Aead.TAG_BYTES);
      (fromInitiator ? initiator : responder)
          .sealing()
          .seal(NOTHING, ByteBuffer.wrap(payload), sealed);
      ByteBuffer opened = ByteBuffer.allocate(payload.length);
      (fromInitiator ? responder : initiator).opening().open(NOTHING, sealed.flip(), opened);

      assertThat(sealed.array()).isEqualTo(message.bytes("ciphertext"));
      assertThat(opened.array()).isEqualTo(payload);
    }
  }

  @Test
  void read_tooShort_isRefused() {
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> side(false).read(new byte[31]))
        .withMessage("message 1 of the Noise handshake has 31 bytes, too few for its keys");
    NoiseHandshake initiator = side(true);
    initiator.write(NOTHING);
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> initiator.read(Arrays.copyOf(CRYPTO.newAgreementKey().publicKey(), 79)))
        .withMessage("message 2 of the Noise handshake has 79 bytes, too few for its keys");
  }

  @Test
  void read_changedMessage_isRefused() {
    NoiseHandshake initiator = side(true);
    NoiseHandshake responder = side(false);
    responder.read(initiator.write(NOTHING));
    byte[] message = responder.write(new byte[] {1, 2, 3});
    message[message.length - 1] ^= 1;

    assertThatExceptionOfType(NotAuthenticException.class)
        .isThrownBy(() -> initiator.read(message));
  }

  @Test
  void write_keyOfLowOrder_isRefused() {
    NoiseHandshake responder = side(false);
    responder.read(new byte[32]);

    assertThatExceptionOfType(CryptoException.class).isThrownBy(() -> responder.write(NOTHING));
  }

  @Test
  void seal_lastNumber_isRefused() {
    CipherState cipher = new CipherState(CRYPTO.aead(new byte[Aead.KEY_BYTES]), -2);
    ByteBuffer room = ByteBuffer.allocate(64);

    cipher.seal(NOTHING, ByteBuffer.allocate(1), room);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> cipher.seal(NOTHING, ByteBuffer.allocate(1), room))
        .withMessage("All numbers for frames under this key have been used");
  }
}
