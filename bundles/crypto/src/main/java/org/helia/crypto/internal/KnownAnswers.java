package org.helia.crypto.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.NotAuthenticException;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;

/**
 * Questions whose answers are known from elsewhere: what a library must answer before it is used. A
 * wrong answer is a {@link GeneralSecurityException}.
 */
final class KnownAnswers {
  private static final Properties SIGNATURES = load();

  // The first vector for X25519 of Project Wycheproof
  private static final byte[] OURS =
      hex("c8a9d5a91091ad851c668b0736c1c9a02936c0d3ad62670858088047ba057475");
  private static final byte[] THEIRS =
      hex("504a36999f489cd2fdbc08baff3d88fa00569ba986cba22548ffde80f9806829");
  private static final byte[] SHARED =
      hex("436a2c040cf45fea9b29a0cb81b1f41458f863d0d61b453d0a982720d6d61320");

  // RFC 8439, section 2.8.2
  private static final byte[] AEAD_KEY =
      hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  private static final byte[] NONCE = hex("070000004041424344454647");
  private static final byte[] ASSOCIATED = hex("50515253c0c1c2c3c4c5c6c7");
  private static final byte[] PLAINTEXT =
      ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future,"
              + " sunscreen would be it.")
          .getBytes(US_ASCII);
  private static final byte[] SEALED =
      hex(
          "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
              + "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
              + "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
              + "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691");

  private KnownAnswers() {}

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static Properties load() {
    Properties answers = new Properties();
    try (InputStream in = KnownAnswers.class.getResourceAsStream("known-answers.properties")) {
      answers.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers;
  }

  private static byte[] answer(KeyType type, String what) {
    return hex(SIGNATURES.getProperty(type.name() + "." + what));
  }

  private static void require(boolean right, String question) throws GeneralSecurityException {
    if (!right) {
      throw new GeneralSecurityException("it gives a wrong answer: " + question);
    }
  }

  /** Signs and verifies with a key of a type. */
  static void check(KeyType type, SignatureScheme scheme) throws GeneralSecurityException {
    PrivateKey key = PrivateKey.fromBytes(answer(type, "key"));
    byte[] message = answer(type, "message");
    byte[] signature = answer(type, "signature");
    require(scheme.verify(key.publicKey(), message, signature), "a good signature is refused");
    byte[] own = scheme.sign(key, message);
    boolean deterministic = type == KeyType.ED25519 || type == KeyType.RSA;
    require(
        deterministic
            ? Arrays.equals(own, signature)
            : scheme.verify(key.publicKey(), message, own),
        "its own signature is none");
    message[0] ^= 1;
    require(!scheme.verify(key.publicKey(), message, signature), "a bad signature is accepted");
  }

  /** Agrees with a key. */
  static void check(AgreementScheme scheme) throws GeneralSecurityException {
    AgreementKey ours = scheme.key(OURS);
    require(Arrays.equals(ours.agree(THEIRS), SHARED), "the shared secret is another");
    AgreementKey other = scheme.key(SHARED);
    require(
        Arrays.equals(ours.agree(other.publicKey()), other.agree(ours.publicKey())),
        "the two sides do not agree");
  }

  /** Seals and opens a frame on the heap, and in place in direct memory. */
  static void check(AeadScheme scheme) throws GeneralSecurityException {
    check(scheme.aead(AEAD_KEY), ByteBuffer.allocate(SEALED.length), "on the heap");
    check(scheme.aead(AEAD_KEY), ByteBuffer.allocateDirect(SEALED.length), "in direct memory");
  }

  private static void check(Aead aead, ByteBuffer buffer, String where)
      throws GeneralSecurityException {
    ByteBuffer plaintext = buffer.duplicate().put(PLAINTEXT).flip();
    aead.seal(NONCE, ASSOCIATED, plaintext, buffer);
    require(buffer.flip().equals(ByteBuffer.wrap(SEALED)), "another frame " + where);
    aead.open(NONCE, ASSOCIATED, buffer, plaintext.clear());
    require(plaintext.flip().equals(ByteBuffer.wrap(PLAINTEXT)), "another content " + where);
    require(refuses(aead, buffer), "a changed frame is opened " + where);
  }

  private static boolean refuses(Aead aead, ByteBuffer buffer) {
    buffer.clear().put(SEALED).flip();
    buffer.put(0, (byte) (buffer.get(0) ^ 1));
    try {
      aead.open(NONCE, ASSOCIATED, buffer, ByteBuffer.allocate(PLAINTEXT.length));
      return false;
    } catch (NotAuthenticException asItShould) {
      return true;
    }
  }
}
