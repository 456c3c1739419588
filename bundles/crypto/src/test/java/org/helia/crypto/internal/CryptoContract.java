package org.helia.crypto.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoException;
import org.helia.api.crypto.NotAuthenticException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cryptography must do, whichever libraries do it. */
abstract class CryptoContract {
  /** A SubjectPublicKeyInfo of P-256 up to its point. */
  private static final byte[] P256_PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private static final int FRAME = 60_000;

  private final Crypto crypto;
  private final byte[] nonce = new byte[Aead.NONCE_BYTES];
  private final Aead aead;

  CryptoContract(Crypto crypto) {
    this.crypto = crypto;
    this.aead = crypto.aead(new byte[Aead.KEY_BYTES]);
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/ed25519.json")
  void verify_ed25519_isAsTheVectorSays(Fixture vector) {
    check(KeyType.ED25519, vector.bytes("public_key_hex"), vector);
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/ecdsa-secp256k1-sha256.json")
  void verify_secp256k1_isAsTheVectorSays(Fixture vector) {
    byte[] point = vector.bytes("public_key_hex");
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));
    check(KeyType.SECP256K1, compressed, vector);
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/ecdsa-secp256r1-sha256.json")
  void verify_p256_isAsTheVectorSays(Fixture vector) {
    check(KeyType.ECDSA, concat(P256_PREFIX, vector.bytes("public_key_hex")), vector);
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/rsa-pkcs1-2048-sha256.json")
  void verify_rsa_isAsTheVectorSays(Fixture vector) {
    check(KeyType.RSA, vector.bytes("public_key_spki_hex"), vector);
  }

  private void check(KeyType type, byte[] key, Fixture vector) {
    boolean verified =
        publicKey(type, key)
            .filter(k -> crypto.verify(k, vector.bytes("msg_hex"), vector.bytes("sig_hex")))
            .isPresent();
    if (!vector.text("result").equals("acceptable")) {
      assertThat(verified).isEqualTo(vector.text("result").equals("valid"));
    }
  }

  private static Optional<PublicKey> publicKey(KeyType type, byte[] key) {
    try {
      return Optional.of(PublicKey.of(type, key));
    } catch (MultiformatsException refused) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @FixtureSource({"peer-id-and-keys/keys.json", "peer-id-and-keys/signatures-invalid.json"})
  void verify_ofLibp2p_isAsTheVectorSays(Fixture vector) {
    PublicKey key = PublicKey.fromBytes(vector.bytes("public_protobuf_hex"));

    assertThat(crypto.verify(key, vector.bytes("message_hex"), vector.bytes("signature_hex")))
        .isEqualTo(!vector.has("expect"));
  }

  @ParameterizedTest
  @FixtureSource("peer-id-and-keys/keys.json")
  void sign_withKnownKey_isVerified(Fixture vector) {
    PrivateKey key = PrivateKey.fromBytes(vector.bytes("private_protobuf_hex"));
    byte[] message = vector.bytes("message_hex");

    byte[] signature = crypto.sign(key, message);

    assertThat(crypto.verify(key.publicKey(), message, signature)).isTrue();
    if (vector.flag("signing_is_deterministic")) {
      assertThat(signature).isEqualTo(vector.bytes("signature_hex"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void generate_anyType_signs(KeyType type) {
    PrivateKey key = crypto.generate(type);
    byte[] message = {1, 2, 3};

    byte[] signature = crypto.sign(key, message);

    assertThat(key.type()).isEqualTo(type);
    assertThat(PrivateKey.fromBytes(key.toBytes())).isEqualTo(key);
    assertThat(crypto.verify(key.publicKey(), message, signature)).isTrue();
    assertThat(crypto.verify(crypto.generate(type).publicKey(), message, signature)).isFalse();
    assertThat(crypto.verify(key.publicKey(), new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(crypto.verify(key.publicKey(), message, new byte[0])).isFalse();
    assertThat(crypto.generate(type)).isNotEqualTo(key);
  }

  @Test
  void generateRsa_ofThatSize_hasIt() {
    PrivateKey key = crypto.generateRsa(2176);

    // A modulus of 272 bytes makes a SubjectPublicKeyInfo of 310.
    assertThat(key.publicKey().data()).hasSize(310);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1024, 2047, 2056, 8320, Integer.MAX_VALUE})
  void generateRsa_ofOtherSizes_isRefused(int bits) {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.generateRsa(bits))
        .withMessage("an RSA key has 2048 to 8192 bits, in multiples of 128, not " + bits);
  }

  /** js-libp2p takes only the lower of the two numbers that make a valid signature. */
  @Test
  void sign_secp256k1_hasTheLowerS() {
    PrivateKey key = crypto.generate(KeyType.SECP256K1);
    for (int i = 0; i < 20; i++) {
      byte[] der = crypto.sign(key, new byte[] {(byte) i});
      int s = 4 + der[3] + 2;

      assertThat(der[s - 1]).as("length of s").isLessThanOrEqualTo((byte) 32);
      assertThat(der.length - s < 32 || (der[s] & 0xff) < 0x80).isTrue();
    }
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/x25519.json")
  void agree_x25519_isAsTheVectorSays(Fixture vector) {
    AgreementKey key = crypto.agreementKey(vector.bytes("private_hex"));
    byte[] shared = vector.bytes("shared_hex");
    byte[] theirs = vector.bytes("public_hex");

    if (Arrays.equals(shared, new byte[AgreementKey.BYTES])) {
      assertThatExceptionOfType(CryptoException.class).isThrownBy(() -> key.agree(theirs));
    } else {
      assertThat(key.agree(theirs)).isEqualTo(shared);
    }
  }

  @Test
  void agree_bothSides_shareTheSecret() {
    AgreementKey alice = crypto.newAgreementKey();
    AgreementKey bob = crypto.newAgreementKey();

    assertThat(alice.agree(bob.publicKey())).isEqualTo(bob.agree(alice.publicKey())).hasSize(32);
    assertThat(alice.publicKey()).isNotEqualTo(bob.publicKey());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33})
  void x25519_ofOtherLength_isRefused(int length) {
    AgreementKey key = crypto.newAgreementKey();

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> key.agree(new byte[length]))
        .withMessage("An X25519 public key has 32 bytes, found " + length);
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.agreementKey(new byte[length]))
        .withMessage("An X25519 private key has 32 bytes, found " + length);
  }

  @ParameterizedTest
  @FixtureSource("wycheproof/chacha20-poly1305.json")
  void aead_anyMemory_isAsTheVectorSays(Fixture vector) {
    byte[] iv = vector.bytes("iv_hex");
    byte[] associated = vector.bytes("aad_hex");
    byte[] plaintext = vector.bytes("msg_hex");
    byte[] sealed = concat(vector.bytes("ct_hex"), vector.bytes("tag_hex"));
    boolean valid = vector.text("result").equals("valid");
    for (Memory memory : Memory.values()) {
      if (valid) {
        Aead fresh = crypto.aead(vector.bytes("key_hex"));
        assertThat(memory.seal(fresh, iv, associated, plaintext)).isEqualTo(sealed);
        assertThat(memory.open(fresh, iv, associated, sealed)).isEqualTo(plaintext);
      } else {
        assertThatExceptionOfType(CryptoException.class)
            .isThrownBy(
                () -> memory.open(crypto.aead(vector.bytes("key_hex")), iv, associated, sealed));
      }
    }
  }

  /** JDK 17 alone would refuse: the nonce is that of the last frame. */
  @ParameterizedTest
  @EnumSource
  void open_sameFrameAgain_opensAgain(Memory memory) {
    byte[] plaintext = new byte[FRAME];
    byte[] sealed = memory.seal(aead, nonce, new byte[0], plaintext);

    assertThat(memory.open(aead, nonce, new byte[0], sealed)).isEqualTo(plaintext);
    assertThat(memory.open(aead, nonce, new byte[0], sealed)).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @EnumSource
  void open_changedFrame_isRefusedAndLeavesPositions(Memory memory) {
    byte[] sealed = memory.seal(aead, nonce, new byte[0], new byte[FRAME]);
    sealed[FRAME] ^= 1;
    ByteBuffer in = memory.room(FRAME + Aead.TAG_BYTES + 1).put((byte) 0);
    in.put(sealed).flip().position(1);
    ByteBuffer out = memory.room(FRAME + 1).position(1);

    assertThatExceptionOfType(NotAuthenticException.class)
        .isThrownBy(() -> aead.open(nonce, new byte[0], in, out))
        .withMessage("The sealed frame was changed, or has another key");
    assertThat(List.of(in.position(), out.position())).containsExactly(1, 1);
    sealed[FRAME] ^= 1;
    assertThat(memory.open(aead, nonce, new byte[0], sealed)).isEqualTo(new byte[FRAME]);
  }

  @Test
  void open_tooShortForATag_isRefused() {
    assertThatExceptionOfType(NotAuthenticException.class)
        .isThrownBy(
            () -> aead.open(nonce, new byte[0], ByteBuffer.allocate(15), ByteBuffer.allocate(15)))
        .withMessage("A sealed frame has at least 16 bytes, found 15");
  }

  @Test
  void seal_lastNonceAgain_isRefused() {
    Memory.HEAP.seal(aead, nonce, new byte[0], new byte[1]);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> Memory.HEAP.seal(aead, nonce, new byte[0], new byte[2]))
        .withMessageStartingWith("The nonce sealed the last frame already");
  }

  @Test
  void seal_tooLittleRoom_isRefused() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> aead.seal(nonce, new byte[0], ByteBuffer.allocate(10), ByteBuffer.allocate(25)))
        .withMessage("The output lacks room for 1 bytes");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> aead.open(nonce, new byte[0], ByteBuffer.allocate(26), ByteBuffer.allocate(9)))
        .withMessage("The output lacks room for 1 bytes");
  }

  @Test
  void aead_otherLengths_areRefused() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.aead(new byte[16]))
        .withMessage("A ChaCha20-Poly1305 key has 32 bytes, found 16");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> Memory.HEAP.seal(aead, new byte[8], new byte[0], new byte[1]))
        .withMessage("A nonce has 12 bytes, found 8");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Where frames lie. */
  enum Memory {
    HEAP,
    DIRECT,
    HEAP_IN_PLACE,
    DIRECT_IN_PLACE;

    ByteBuffer room(int length) {
      return name().startsWith("HEAP")
          ? ByteBuffer.allocate(length)
          : ByteBuffer.allocateDirect(length);
    }

    private ByteBuffer output(ByteBuffer input, int length) {
      return name().endsWith("IN_PLACE") ? input.duplicate().clear() : room(length);
    }

    byte[] seal(Aead aead, byte[] nonce, byte[] associated, byte[] plaintext) {
      int length = plaintext.length + Aead.TAG_BYTES;
      ByteBuffer in = room(length).put(plaintext).flip();
      ByteBuffer out = output(in, length);
      aead.seal(nonce, associated, in, out);
      assertThat(in.hasRemaining()).isFalse();
      return bytes(out.flip());
    }

    byte[] open(Aead aead, byte[] nonce, byte[] associated, byte[] sealed) {
      ByteBuffer in = room(sealed.length).put(sealed).flip();
      ByteBuffer out = output(in, sealed.length);
      aead.open(nonce, associated, in, out);
      assertThat(in.hasRemaining()).isFalse();
      return bytes(out.flip());
    }

    private static byte[] bytes(ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }
}
