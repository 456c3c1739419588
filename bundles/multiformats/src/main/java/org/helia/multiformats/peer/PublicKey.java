package org.helia.multiformats.peer;

import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.key.KeyFormat;
import org.helia.multiformats.internal.key.KeyMessage;

/**
 * A public key, well-formed and in the one encoding that libp2p gives it, so that equal keys have
 * equal bytes and equal peer ids. Immutable.
 */
public final class PublicKey {
  private final KeyType type;
  private final byte[] data;

  private PublicKey(KeyType type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  /**
   * A key from its type and the encoding that belongs to it.
   *
   * @param type the type
   * @param data the 32 bytes of Ed25519, the compressed point (33 bytes) of Secp256k1, the DER of a
   *     SubjectPublicKeyInfo for RSA and ECDSA; it is copied
   * @return the key
   * @throws MultiformatsException if the data is not a key of this type
   */
  public static PublicKey of(KeyType type, byte[] data) {
    KeyFormat.of(type).checkPublic(data);
    return new PublicKey(type, data.clone());
  }

  /**
   * Reads the protobuf message in which libp2p passes public keys on.
   *
   * @param bytes exactly one message; it is copied
   * @return the key
   * @throws MultiformatsException if it is not a key, or not written in the one allowed way
   */
  public static PublicKey fromBytes(byte[] bytes) {
    KeyMessage message = KeyMessage.read(bytes);
    return of(message.type(), message.data());
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
   * The encoding that belongs to the type, as {@link #of} takes it.
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
   * The key as an X.509 SubjectPublicKeyInfo in DER, the form in which crypto libraries take it.
   *
   * @return a new array
   */
  public byte[] toX509() {
    return KeyFormat.of(type).toX509(data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && type == that.type && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + type.code();
  }

  /** The type and the peer id. */
  @Override
  public String toString() {
    return type + " public key of " + PeerId.of(this);
  }
}
