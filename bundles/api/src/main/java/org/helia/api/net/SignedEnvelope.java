package org.helia.api.net;

import java.util.Arrays;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;

/**
 * Bytes with the signature of a peer, made for one purpose and void for any other.
 *
 * @param key whose signature it is
 * @param payloadType what the payload is
 * @param payload what is signed
 * @param signature over the purpose, the type and the payload
 * @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0002-signed-envelopes.md">RFC 0002
 *     - Signed Envelopes</a>
 */
public record SignedEnvelope(PublicKey key, byte[] payloadType, byte[] payload, byte[] signature) {
  /** The longest envelope in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /**
   * Signs a payload.
   *
   * @param domain what for, as in "libp2p-peer-record"
   */
  public static SignedEnvelope seal(
      Crypto crypto, PrivateKey key, String domain, byte[] payloadType, byte[] payload) {
    byte[] signature = crypto.sign(key, signed(domain, payloadType, payload));
    return new SignedEnvelope(key.publicKey(), payloadType, payload, signature);
  }

  /**
   * Reads an envelope and checks its signature.
   *
   * @param domain what the signature must be for
   * @throws NetException when the bytes are no envelope, too many, or the signature is not valid
   */
  public static SignedEnvelope open(Crypto crypto, byte[] bytes, String domain) {
    SignedEnvelope envelope = read(bytes);
    byte[] signed = signed(domain, envelope.payloadType, envelope.payload);
    if (!crypto.verify(envelope.key, signed, envelope.signature)) {
      throw new NetException(
          "the envelope's signature for '%s' is not one of its key".formatted(domain));
    }
    return envelope;
  }

  private static SignedEnvelope read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new NetException(
          "an envelope of %d bytes is over the limit of %d".formatted(bytes.length, MAX_BYTES));
    }
    byte[] none = {};
    byte[] key = none;
    byte[] type = none;
    byte[] payload = none;
    byte[] signature = none;
    try {
      for (ProtobufReader from = new ProtobufReader(bytes); from.next(); ) {
        switch (from.field()) {
          case 1 -> key = from.bytes();
          case 2 -> type = from.bytes();
          case 3 -> payload = from.bytes();
          case 5 -> signature = from.bytes();
          default -> {} // As protobuf has it.
        }
      }
      return new SignedEnvelope(PublicKey.fromBytes(key), type, payload, signature);
    } catch (MultiformatsException e) {
      throw new NetException("not an envelope: " + e.getMessage(), e);
    }
  }

  private static byte[] signed(String domain, byte[] payloadType, byte[] payload) {
    byte[] purpose = domain.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] signed =
        new byte[3 * Varint.MAX_SIZE + purpose.length + payloadType.length + payload.length];
    int at = append(purpose, signed, 0);
    at = append(payloadType, signed, at);
    return Arrays.copyOf(signed, append(payload, signed, at));
  }

  private static int append(byte[] part, byte[] to, int offset) {
    int at = offset + Varint.encode(part.length).length;
    Varint.write(part.length, to, offset);
    System.arraycopy(part, 0, to, at, part.length);
    return at + part.length;
  }

  /** The envelope as it is sent. */
  public byte[] toBytes() {
    return new ProtobufWriter()
        .bytes(1, key.toBytes())
        .bytes(2, payloadType)
        .bytes(3, payload)
        .bytes(5, signature)
        .toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedEnvelope that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "envelope of %d bytes, signed by the %s".formatted(payload.length, key);
  }
}
