package org.helia.unixfs.internal.hamt;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HexFormat;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.UnixFsProfile;

/**
 * What follows from the number of slots of a HAMT's nodes: where in the trie a name belongs and how
 * links and bit fields are written.
 *
 * @param fanout a power of two from {@value #MIN_FANOUT} to {@link UnixFsProfile#MAX_HAMT_FANOUT}
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory">UnixFS, HAMTDirectory</a>
 */
public record HamtShape(int fanout) {
  /** The least number of slots, so that a bit field is whole bytes. */
  public static final int MIN_FANOUT = 8;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The shape of a node as it was read. */
  public static HamtShape of(long fanout) {
    if (fanout < MIN_FANOUT
        || fanout > UnixFsProfile.MAX_HAMT_FANOUT
        || Long.bitCount(fanout) != 1) {
      throw new MalformedBlockException(
          "a HAMT fanout of %d; it must be a power of two from %d to %d"
              .formatted(fanout, MIN_FANOUT, UnixFsProfile.MAX_HAMT_FANOUT));
    }
    return new HamtShape((int) fanout);
  }

  /** How many bits of a hash choose a slot. */
  private int bits() {
    return Integer.numberOfTrailingZeros(fanout);
  }

  /** How many levels a hash has bits for; names that share all of them cannot be told apart. */
  public int levels() {
    return Long.SIZE / bits();
  }

  /**
   * The slot of a hash, whose bits are used up from the highest.
   *
   * @param level 0 at the root, less than {@link #levels}
   */
  public int slot(long hash, int level) {
    return (int) (hash >>> (Long.SIZE - bits() * (level + 1))) & (fanout - 1);
  }

  /** How many characters the names of links begin with to tell the slot. */
  public int prefixLength() {
    return (bits() + 3) / 4;
  }

  /** What the name of a slot's link begins with; all of it when the link leads to another node. */
  public String prefix(int slot) {
    return HEX.toHexDigits(slot, prefixLength());
  }

  /**
   * The bit field that tells which slots are taken: one number, written from its highest byte,
   * leading zero bytes left out as Kubo does.
   */
  public static byte[] bitfield(BitSet slots) {
    byte[] lowestFirst = slots.toByteArray();
    byte[] bitfield = new byte[lowestFirst.length];
    for (int i = 0; i < bitfield.length; i++) {
      bitfield[i] = lowestFirst[bitfield.length - 1 - i];
    }
    return bitfield;
  }

  /** Reads what {@link #bitfield} writes, with leading zero bytes or without. */
  public BitSet slots(ByteBuffer bitfield) {
    int length = bitfield.remaining();
    if (length > fanout / Byte.SIZE) {
      throw new MalformedBlockException(
          "a HAMT bit field of %d bytes for %d slots".formatted(length, fanout));
    }
    byte[] lowestFirst = new byte[length];
    for (int i = 0; i < length; i++) {
      lowestFirst[i] = bitfield.get(bitfield.position() + length - 1 - i);
    }
    return BitSet.valueOf(lowestFirst);
  }
}
