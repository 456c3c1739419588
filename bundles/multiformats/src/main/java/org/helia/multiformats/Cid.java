package org.helia.multiformats;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.helia.multiformats.internal.Quoted;

/**
 * A content identifier: the multihash of a block and the codec that reads it. Immutable.
 *
 * <p>Version 0 is the bare multihash, always SHA-256 of 32 bytes and DAG-PB, written in base58btc
 * without a prefix. Version 1 names its codec and is written in any multibase. Two CIDs are equal
 * when their bytes are; so a version 0 CID does not equal the version 1 CID of the same block.
 *
 * @see <a href="https://github.com/multiformats/cid">CID specification</a>
 */
public final class Cid implements Comparable<Cid> {
  /** The longest CID in bytes: version, codec, hash code and digest length as varints, digest. */
  public static final int MAX_SIZE =
      1 + 2 * Varint.MAX_SIZE + 2 + Multihash.MAX_IDENTITY_READ_LENGTH;

  /** The longest text that is read: the longest CID in base 2. */
  public static final int MAX_TEXT_LENGTH = 1 + 8 * MAX_SIZE;

  private static final int V0_DIGEST_LENGTH = 32;
  private static final int V0_TEXT_LENGTH = 46;
  private static final String V0_TEXT_PREFIX = "Qm";

  private final int version;
  private final long codec;
  private final Multihash multihash;

  private Cid(int version, long codec, Multihash multihash) {
    this.version = version;
    this.codec = codec;
    this.multihash = multihash;
  }

  /**
   * A version 0 CID.
   *
   * @param multihash SHA-256 of 32 bytes
   * @return the CID, its codec is DAG-PB
   * @throws MultiformatsException if it is another multihash
   */
  public static Cid v0(Multihash multihash) {
    if (!fitsV0(multihash)) {
      throw new MultiformatsException(
          String.format(
              "CIDv0 needs a sha2-256 multihash of 32 bytes, found %s of %d bytes",
              Multicodec.nameOf(multihash.code()), multihash.digestLength()));
    }
    return new Cid(0, Multicodec.DAG_PB, multihash);
  }

  private static boolean fitsV0(Multihash multihash) {
    return multihash.code() == Multicodec.SHA2_256 && multihash.digestLength() == V0_DIGEST_LENGTH;
  }

  /**
   * A version 1 CID.
   *
   * @param codec the multicodec code of the block's codec
   * @param multihash any multihash
   * @return the CID
   * @throws MultiformatsException if the codec is negative
   */
  public static Cid v1(long codec, Multihash multihash) {
    if (codec < 0) {
      throw new MultiformatsException("A codec is 0 to 2^63-1, but this is " + codec);
    }
    return new Cid(1, codec, multihash);
  }

  /**
   * Reads the text of a CID: version 0 as 46 characters of base58btc, version 1 in any multibase.
   * Paths and URIs are not CIDs.
   *
   * @param text the text, with nothing around it
   * @return the CID
   * @throws MultiformatsException if the text is not one CID, or longer than {@value
   *     #MAX_TEXT_LENGTH} characters
   */
  public static Cid parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new MultiformatsException(
          "A CID has at most " + MAX_TEXT_LENGTH + " characters, found " + text.length());
    }
    try {
      return text.startsWith(V0_TEXT_PREFIX) ? parseV0(text) : parseV1(text);
    } catch (MultiformatsException e) {
      throw new MultiformatsException("Not a CID: " + Quoted.of(text) + ": " + e.getMessage(), e);
    }
  }

  private static Cid parseV0(String text) {
    if (text.length() != V0_TEXT_LENGTH) {
      throw new MultiformatsException(
          "CIDv0 has " + V0_TEXT_LENGTH + " characters, found " + text.length());
    }
    return v0(Multihash.fromBytes(Multibase.BASE58BTC.decodeRaw(text)));
  }

  private static Cid parseV1(String text) {
    Cid cid = fromBytes(Multibase.decode(text));
    if (cid.version == 0) {
      throw new MultiformatsException("CIDv0 is written without a multibase prefix");
    }
    return cid;
  }

  /**
   * Reads exactly one CID.
   *
   * @param bytes the CID and nothing else; they are copied
   * @return the CID
   * @throws MultiformatsException if the bytes are not one CID
   */
  public static Cid fromBytes(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    Cid cid = read(from);
    if (from.hasRemaining()) {
      throw new MultiformatsException(
          "Expected a CID of "
              + cid.size()
              + " bytes, found "
              + from.remaining()
              + " more behind it");
    }
    return cid;
  }

  /**
   * Reads the CID at the buffer's position and advances past it.
   *
   * @param from the buffer; its position is undefined after an error
   * @return the CID, which does not refer to the buffer
   * @throws MultiformatsException if there is no well-formed CID of version 0 or 1
   */
  public static Cid read(ByteBuffer from) {
    if (from.hasRemaining() && from.get(from.position()) == Multicodec.SHA2_256) {
      return v0(Multihash.read(from));
    }
    long version = Varint.read(from);
    if (version != 1) {
      throw new MultiformatsException(
          "A CID is of version 0 or 1, but this begins with " + version);
    }
    long codec = Varint.read(from);
    return new Cid(1, codec, Multihash.read(from));
  }

  /**
   * The version.
   *
   * @return 0 or 1
   */
  public int version() {
    return version;
  }

  /**
   * The multicodec code of the block's codec.
   *
   * @return the code, {@link Multicodec#DAG_PB} for version 0
   */
  public long codec() {
    return codec;
  }

  /**
   * The multihash of the block.
   *
   * @return the multihash
   */
  public Multihash multihash() {
    return multihash;
  }

  /**
   * The length of the CID in bytes.
   *
   * @return 34 for version 0, at most {@value #MAX_SIZE} otherwise
   */
  public int size() {
    return version == 0 ? multihash.size() : 1 + Varint.size(codec) + multihash.size();
  }

  /**
   * The CID as bytes.
   *
   * @return a new array
   */
  public byte[] toBytes() {
    byte[] bytes = new byte[size()];
    write(bytes, 0);
    return bytes;
  }

  /**
   * Writes the CID into an array.
   *
   * @param to has room for {@link #size} bytes at the offset
   * @param offset where to begin
   * @return the offset behind the last byte written
   * @throws IndexOutOfBoundsException if the array has too little room
   */
  public int write(byte[] to, int offset) {
    int at = offset;
    if (version == 1) {
      to[at++] = 1;
      at = Varint.write(codec, to, at);
    }
    multihash.write(to, at);
    return at + multihash.size();
  }

  /**
   * Writes the CID at the buffer's position and advances it.
   *
   * @param to the buffer
   * @throws java.nio.BufferOverflowException if the buffer has too little room
   */
  public void writeTo(ByteBuffer to) {
    if (version == 1) {
      to.put((byte) 1);
      Varint.write(codec, to);
    }
    multihash.writeTo(to);
  }

  /**
   * The same block as a version 0 CID.
   *
   * @return this if it is of version 0
   * @throws MultiformatsException unless the codec is DAG-PB and the hash SHA-256 of 32 bytes
   */
  public Cid toV0() {
    if (version == 0) {
      return this;
    }
    if (codec != Multicodec.DAG_PB) {
      throw new MultiformatsException(
          "CIDv0 needs the codec dag-pb, found " + Multicodec.nameOf(codec) + " in " + this);
    }
    return v0(multihash);
  }

  /**
   * The same block as a version 1 CID.
   *
   * @return this if it is of version 1
   */
  public Cid toV1() {
    return version == 1 ? this : new Cid(1, codec, multihash);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Cid that
            && version == that.version
            && codec == that.codec
            && multihash.equals(that.multihash));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * multihash.hashCode() + Long.hashCode(codec)) + version;
  }

  /** Compares as {@link #toBytes} compare, byte by byte, unsigned. */
  @Override
  public int compareTo(Cid other) {
    if (version != other.version) {
      // Version 1 begins with 0x01, version 0 with 0x12.
      return Integer.compare(other.version, version);
    }
    if (codec != other.codec) {
      return Arrays.compareUnsigned(Varint.encode(codec), Varint.encode(other.codec));
    }
    return multihash.compareTo(other.multihash);
  }

  /** The usual text: base58btc without a prefix for version 0, base32 for version 1. */
  @Override
  public String toString() {
    return version == 0 ? multihash.toString() : Multibase.BASE32.encode(toBytes());
  }

  /**
   * The text in a base.
   *
   * @param base how to write it; version 0 can only be written in base58btc, and has no prefix then
   * @return the text
   * @throws MultiformatsException if this is of version 0 and the base is not base58btc, or if the
   *     base cannot write so many bytes
   */
  public String toString(Multibase base) {
    if (version == 1) {
      return base.encode(toBytes());
    }
    if (base != Multibase.BASE58BTC) {
      throw new MultiformatsException(
          "CIDv0 is only written in base58btc, asked for " + base.registeredName() + ": " + this);
    }
    return toString();
  }
}
