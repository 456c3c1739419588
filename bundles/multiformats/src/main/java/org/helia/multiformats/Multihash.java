package org.helia.multiformats;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A digest together with the code of the function that made it. Immutable.
 *
 * <p>A digest has at most {@value #MAX_DIGEST_LENGTH} bytes, whatever the function: no registered
 * hash is longer, Kubo refuses longer ones in CIDs, and the specification of identity CIDs sets the
 * same limit. Older programs have made identity multihashes without a limit, and archives and DAGs
 * hold them; those are read up to {@value #MAX_IDENTITY_READ_LENGTH} bytes, so that such data can
 * be looked at and passed on, and {@link #isOversizedIdentity} tells them: no block may be read or
 * stored by them. Whether a truncated digest is long enough to be trusted is not decided here.
 *
 * @see <a href="https://github.com/multiformats/multihash">multihash specification</a>
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0512/">IPIP-512, limits of identity CIDs</a>
 */
public final class Multihash implements Comparable<Multihash> {
  /** The longest digest in bytes, but for identity multihashes that others have made. */
  public static final int MAX_DIGEST_LENGTH = 128;

  /** The longest digest in bytes of an identity multihash that is read. */
  public static final int MAX_IDENTITY_READ_LENGTH = 4_096;

  private final long code;
  private final byte[] digest;

  /** Zero until it is first asked for; computing it twice in a race does no harm. */
  private int hash;

  private Multihash(long code, byte[] digest) {
    this.code = code;
    this.digest = digest;
  }

  /**
   * A multihash of a copy of the digest.
   *
   * @param code the multicodec code of the hash function
   * @param digest the digest, or the data itself for {@link Multicodec#IDENTITY}
   * @return the multihash
   * @throws MultiformatsException if the code is negative or the digest longer than {@value
   *     #MAX_DIGEST_LENGTH} bytes
   */
  public static Multihash of(long code, byte[] digest) {
    return wrap(code, digest.clone());
  }

  /**
   * A multihash of the digest array itself, which must not be changed any more: for hashers, whose
   * result nobody else holds.
   *
   * @param code the multicodec code of the hash function
   * @param digest the digest; it now belongs to the multihash
   * @return the multihash
   * @throws MultiformatsException if the code is negative or the digest longer than {@value
   *     #MAX_DIGEST_LENGTH} bytes
   */
  public static Multihash wrap(long code, byte[] digest) {
    if (code < 0) {
      throw new MultiformatsException("A hash code is 0 to 2^63-1, but this is " + code);
    }
    checkLength(code, digest.length, MAX_DIGEST_LENGTH);
    return new Multihash(code, digest);
  }

  /**
   * Reads exactly one multihash.
   *
   * @param bytes the multihash and nothing else; they are copied
   * @return the multihash
   * @throws MultiformatsException if the bytes are not one multihash
   */
  public static Multihash fromBytes(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    Multihash multihash = read(from);
    if (from.hasRemaining()) {
      throw new MultiformatsException(
          "Expected a multihash of "
              + multihash.size()
              + " bytes, found "
              + from.remaining()
              + " more behind it");
    }
    return multihash;
  }

  /**
   * Reads the multihash at the buffer's position and advances past it.
   *
   * @param from the buffer; its position is undefined after an error
   * @return the multihash, which does not refer to the buffer
   * @throws MultiformatsException if there is no well-formed multihash, or a digest longer than
   *     {@value #MAX_DIGEST_LENGTH} bytes, {@value #MAX_IDENTITY_READ_LENGTH} for identity
   */
  public static Multihash read(ByteBuffer from) {
    long code = Varint.read(from);
    long length = Varint.read(from);
    boolean identity = code == Multicodec.IDENTITY;
    checkLength(code, length, identity ? MAX_IDENTITY_READ_LENGTH : MAX_DIGEST_LENGTH);
    if (length > from.remaining()) {
      throw new MultiformatsException(
          String.format(
              "A %s multihash announces %d bytes of digest, found only %d",
              Multicodec.nameOf(code), length, from.remaining()));
    }
    byte[] digest = new byte[(int) length];
    from.get(digest);
    return new Multihash(code, digest);
  }

  private static void checkLength(long code, long length, int limit) {
    if (length > limit) {
      throw new MultiformatsException(
          String.format(
              "A digest has at most %d bytes, this %s multihash has %d",
              limit, Multicodec.nameOf(code), length));
    }
  }

  /**
   * The multicodec code of the hash function.
   *
   * @return the code, such as {@link Multicodec#SHA2_256}
   */
  public long code() {
    return code;
  }

  /**
   * The length of the digest, which may be less than the function makes.
   *
   * @return 0 to {@value #MAX_DIGEST_LENGTH} bytes; more if {@link #isOversizedIdentity}
   */
  public int digestLength() {
    return digest.length;
  }

  /**
   * Whether this is an identity multihash of more than {@value #MAX_DIGEST_LENGTH} bytes, which
   * IPIP-512 forbids to make and to take for a block.
   *
   * @return true only for multihashes that were read
   */
  public boolean isOversizedIdentity() {
    return digest.length > MAX_DIGEST_LENGTH;
  }

  /**
   * The digest.
   *
   * @return a copy
   */
  public byte[] digest() {
    return digest.clone();
  }

  /**
   * Whether this digest is exactly the given one. Nothing is copied.
   *
   * @param other a digest
   * @return true if all bytes are equal
   */
  public boolean digestEquals(byte[] other) {
    return Arrays.equals(digest, other);
  }

  /**
   * Whether the given digest begins with this one: how a multihash whose digest was cut is checked
   * against what the function makes. Nothing is copied. An empty digest is the beginning of every
   * other, so look at {@link #digestLength} first.
   *
   * @param full the digest as the function made it
   * @return true if the first {@link #digestLength} bytes of it are this digest
   */
  public boolean digestIsPrefixOf(byte[] full) {
    return digest.length <= full.length
        && Arrays.equals(digest, 0, digest.length, full, 0, digest.length);
  }

  /**
   * The length of the multihash in bytes.
   *
   * @return the length of code, digest length and digest together
   */
  public int size() {
    return Varint.size(code) + Varint.size(digest.length) + digest.length;
  }

  /**
   * The multihash as bytes.
   *
   * @return a new array
   */
  public byte[] toBytes() {
    byte[] bytes = new byte[size()];
    write(bytes, 0);
    return bytes;
  }

  /**
   * Writes the multihash at the buffer's position and advances it.
   *
   * @param to the buffer
   * @throws java.nio.BufferOverflowException if the buffer has too little room
   */
  public void writeTo(ByteBuffer to) {
    Varint.write(code, to);
    Varint.write(digest.length, to);
    to.put(digest);
  }

  /** Writes the multihash into an array that has room for it. */
  void write(byte[] to, int offset) {
    int at = Varint.write(code, to, offset);
    at = Varint.write(digest.length, to, at);
    System.arraycopy(digest, 0, to, at, digest.length);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Multihash that
            && code == that.code
            && Arrays.equals(digest, that.digest));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = 31 * Arrays.hashCode(digest) + Long.hashCode(code);
    }
    return hash;
  }

  /** Compares as {@link #toBytes} compare, byte by byte, unsigned. */
  @Override
  public int compareTo(Multihash other) {
    if (code != other.code) {
      return Arrays.compareUnsigned(Varint.encode(code), Varint.encode(other.code));
    }
    if (digest.length != other.digest.length) {
      return Arrays.compareUnsigned(
          Varint.encode(digest.length), Varint.encode(other.digest.length));
    }
    return Arrays.compareUnsigned(digest, other.digest);
  }

  /** The bytes in base58btc without a prefix, as peer ids and CIDv0 are written. */
  @Override
  public String toString() {
    return Multibase.BASE58BTC.encodeRaw(toBytes());
  }
}
