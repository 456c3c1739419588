package org.helia.multiformats.peer;

import java.security.MessageDigest;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.key.KeyFormat;
import org.helia.multiformats.internal.key.KeyMessage;
import org.helia.multiformats.internal.key.Pkcs8;

/**
 * A private key, well-formed and with a public key that belongs to it. Immutable; its text never
 * shows the secret.
 */
public final class PrivateKey {
  private final KeyType type;
  private final byte[] data;
  private final PublicKey publicKey;

  private PrivateKey(KeyType type, byte[] data) {
    KeyFormat format = KeyFormat.of(type);
    this.type = type;
    this.data = format.normalizePrivate(data);
    this.publicKey = PublicKey.of(type, format.publicOf(this.data));
  }

  /**
   * A key from its type and the encoding that belongs to it.
   *
   * @param type the type
   * @param data 64 bytes (seed, public key) for Ed25519, or 96 as old files have it; the 32 bytes
   *     of Secp256k1; the DER of a PKCS #1 RSAPrivateKey for RSA; the DER of an ECPrivateKey that
   *     names its curve for ECDSA; it is copied
   * @return the key
   * @throws MultiformatsException if the data is not a key of this type, or carries a public key
   *     that does not belong to it
   */
  public static PrivateKey of(KeyType type, byte[] data) {
    return new PrivateKey(type, data);
  }

  /**
   * Reads the protobuf message in which libp2p stores private keys.
   *
   * @param bytes exactly one message; it is copied
   * @return the key
   * @throws MultiformatsException if it is not a key, or not written in the one allowed way
   */
  public static PrivateKey fromBytes(byte[] bytes) {
    return of(KeyMessage.read(bytes));
  }

  /**
   * Reads a PKCS #8 key as other programs write it. It may be of any type; whether a caller wants
   * one of ECDSA, which many peers do not support, is for the caller to decide.
   *
   * @param der an unencrypted PrivateKeyInfo in DER; it is copied
   * @return the key
   * @throws MultiformatsException if it is malformed or of a kind that libp2p does not know
   */
  public static PrivateKey fromPkcs8(byte[] der) {
    return of(Pkcs8.read(der));
  }

  /**
   * Reads a PKCS #8 key in PEM, {@code -----BEGIN PRIVATE KEY-----}.
   *
   * @param text one PEM block and nothing else but white space
   * @return the key
   * @throws MultiformatsException as for {@link #fromPkcs8}; also if the key is encrypted
   */
  public static PrivateKey fromPem(String text) {
    return of(Pkcs8.readPem(text));
  }

  private static PrivateKey of(KeyMessage message) {
    return new PrivateKey(message.type(), message.data());
  }

  /**
   * The type of key.
   *
   * @return the type
   */
  public KeyType type() {
    return type;
  }

  /**
   * The public key that belongs to it.
   *
   * @return the public key
   */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * The encoding that belongs to the type, as {@link #of(KeyType, byte[])} takes it; for Ed25519
   * always 64 bytes.
   *
   * @return a copy
   */
  public byte[] data() {
    return data.clone();
  }

  /**
   * The protobuf message, as {@link #fromBytes} takes it.
   *
   * @return a new array
   */
  public byte[] toBytes() {
    return new KeyMessage(type, data).toBytes();
  }

  /**
   * The key as an unencrypted PKCS #8 PrivateKeyInfo in DER, the form in which crypto libraries
   * take it.
   *
   * @return a new array
   */
  public byte[] toPkcs8() {
    return KeyFormat.of(type).toPkcs8(data);
  }

  /**
   * The key as PKCS #8 in PEM.
   *
   * @return one PEM block, ending in a line feed
   */
  public String toPem() {
    return Pkcs8.toPem(toPkcs8());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrivateKey that
        && type == that.type
        && MessageDigest.isEqual(data, that.data);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  /** The type and the peer id, never the secret. */
  @Override
  public String toString() {
    return type + " private key of " + PeerId.of(publicKey);
  }
}
