package org.helia.multiformats.peer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.internal.Quoted;

/**
 * The identity of a peer: the multihash of its public key. Keys of up to {@value
 * #MAX_INLINE_KEY_LENGTH} bytes stand in it as they are, longer ones as their SHA-256. Immutable.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#peer-ids">Peer
 *     ids</a>
 */
public final class PeerId implements Comparable<PeerId> {
  /** The longest encoded public key in bytes that stands in the id itself. */
  public static final int MAX_INLINE_KEY_LENGTH = 42;

  /** The longest text that is read: the CID of the longest inlined key in base 2. */
  public static final int MAX_TEXT_LENGTH = 1 + 8 * (4 + MAX_INLINE_KEY_LENGTH);

  private static final int SHA2_256_LENGTH = 32;

  private final Multihash multihash;

  private PeerId(Multihash multihash) {
    this.multihash = multihash;
  }

  /**
   * The id with the multihash. An inlined key is not decoded here but by {@link #publicKey}.
   *
   * @param multihash SHA-256 of 32 bytes, or identity of 1 to {@value #MAX_INLINE_KEY_LENGTH} bytes
   * @return the id
   * @throws MultiformatsException if it is another multihash
   */
  public static PeerId of(Multihash multihash) {
    int length = multihash.digestLength();
    boolean hashed = multihash.code() == Multicodec.SHA2_256 && length == SHA2_256_LENGTH;
    boolean inlined =
        multihash.code() == Multicodec.IDENTITY && length > 0 && length <= MAX_INLINE_KEY_LENGTH;
    if (!hashed && !inlined) {
      throw new MultiformatsException(
          String.format(
              "A peer id is sha2-256 of 32 bytes or identity of 1 to %d, found %s of %d",
              MAX_INLINE_KEY_LENGTH, Multicodec.nameOf(multihash.code()), length));
    }
    return new PeerId(multihash);
  }

  /**
   * The id that belongs to a key.
   *
   * @param key the key
   * @return the id
   */
  public static PeerId of(PublicKey key) {
    byte[] bytes = key.toBytes();
    return new PeerId(
        bytes.length <= MAX_INLINE_KEY_LENGTH
            ? Multihash.wrap(Multicodec.IDENTITY, bytes)
            : Multihash.wrap(Multicodec.SHA2_256, sha256(bytes)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /**
   * Reads the bytes of the multihash.
   *
   * @param bytes exactly one multihash; it is copied
   * @return the id
   * @throws MultiformatsException if they are not the multihash of a peer id
   */
  public static PeerId fromBytes(byte[] bytes) {
    return of(Multihash.fromBytes(bytes));
  }

  /**
   * The id in a CID.
   *
   * @param cid a version 1 CID with the codec libp2p-key
   * @return the id
   * @throws MultiformatsException if it is another CID
   */
  public static PeerId fromCid(Cid cid) {
    if (cid.codec() != Multicodec.LIBP2P_KEY) {
      throw new MultiformatsException(
          "A peer id is a CID of codec libp2p-key, found " + Multicodec.nameOf(cid.codec()));
    }
    return of(cid.multihash());
  }

  /**
   * Reads text: the multihash in base58btc, beginning with {@code 1} or {@code Qm}, or a CID of
   * codec libp2p-key in any multibase.
   *
   * @param text the id and nothing else
   * @return the id
   * @throws MultiformatsException if the text is not a peer id, or longer than {@value
   *     #MAX_TEXT_LENGTH} characters
   */
  public static PeerId parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new MultiformatsException(
          "A peer id has at most " + MAX_TEXT_LENGTH + " characters, found " + text.length());
    }
    try {
      return text.startsWith("1") || text.startsWith("Qm")
          ? fromBytes(Multibase.BASE58BTC.decodeRaw(text))
          : fromCid(Cid.parse(text));
    } catch (MultiformatsException e) {
      throw new MultiformatsException(
          "Not a peer id: " + Quoted.of(text) + ": " + e.getMessage(), e);
    }
  }

  /**
   * The multihash that the id is.
   *
   * @return the multihash
   */
  public Multihash multihash() {
    return multihash;
  }

  /**
   * The bytes of the multihash.
   *
   * @return a new array
   */
  public byte[] toBytes() {
    return multihash.toBytes();
  }

  /**
   * The id as a CID, the form of IPNS names.
   *
   * @return a version 1 CID of codec libp2p-key
   */
  public Cid toCid() {
    return Cid.v1(Multicodec.LIBP2P_KEY, multihash);
  }

  /**
   * The public key, when the id carries it.
   *
   * @return the key, or empty when the id is only a hash of it
   * @throws MultiformatsException if what the id carries is not a well-formed key
   */
  public Optional<PublicKey> publicKey() {
    return multihash.code() == Multicodec.IDENTITY
        ? Optional.of(PublicKey.fromBytes(multihash.digest()))
        : Optional.empty();
  }

  /**
   * Whether the key is the one of this peer.
   *
   * @param key a key
   * @return true if the key's peer id is this one
   */
  public boolean matches(PublicKey key) {
    return equals(of(key));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId that && multihash.equals(that.multihash);
  }

  @Override
  public int hashCode() {
    return multihash.hashCode();
  }

  /** Compares as {@link #toBytes} compare, byte by byte, unsigned. */
  @Override
  public int compareTo(PeerId other) {
    return multihash.compareTo(other.multihash);
  }

  /** The usual text: the multihash in base58btc without a prefix. */
  @Override
  public String toString() {
    return multihash.toString();
  }

  /**
   * The text of {@link #toCid} in a base.
   *
   * @param base how to write it; IPNS names use {@link Multibase#BASE36}
   * @return the text
   */
  public String toString(Multibase base) {
    return toCid().toString(base);
  }
}
