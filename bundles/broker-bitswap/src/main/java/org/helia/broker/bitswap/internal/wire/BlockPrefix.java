package org.helia.broker.bitswap.internal.wire;

import java.nio.ByteBuffer;
import org.helia.api.block.CidFormat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.Varint;

/**
 * A CID without its digest: with the digest of the bytes beside it, it gives their CID.
 *
 * @param digestBytes how long the digest is
 */
public record BlockPrefix(CidFormat format, int digestBytes) {
  /** The longest prefix in bytes: four varints. */
  static final int MAX_BYTES = 4 * Varint.MAX_SIZE;

  /** What blocks of Bitswap 1.0.0 are, which have no prefix. */
  static final BlockPrefix V0 = new BlockPrefix(CidFormat.V0, 32);

  /** Of a block with this CID. */
  public static BlockPrefix of(Cid cid) {
    Multihash hash = cid.multihash();
    return new BlockPrefix(
        new CidFormat(cid.version(), cid.codec(), hash.code()), hash.digestLength());
  }

  static BlockPrefix fromBytes(byte[] bytes) {
    try {
      ByteBuffer from = ByteBuffer.wrap(bytes);
      long version = Varint.read(from);
      long codec = Varint.read(from);
      long hash = Varint.read(from);
      long digestBytes = Varint.read(from);
      if (version > 1 || digestBytes > Multihash.MAX_DIGEST_LENGTH || from.hasRemaining()) {
        throw new WireException("a block has a prefix that is no CID's");
      }
      return new BlockPrefix(new CidFormat((int) version, codec, hash), (int) digestBytes);
    } catch (IllegalArgumentException e) {
      throw new WireException("a block has a prefix that is no CID's: " + e.getMessage());
    }
  }

  byte[] toBytes() {
    byte[] bytes = new byte[size()];
    int at = Varint.write(format.version(), bytes, 0);
    at = Varint.write(format.codec(), bytes, at);
    at = Varint.write(format.hash(), bytes, at);
    Varint.write(digestBytes, bytes, at);
    return bytes;
  }

  private int size() {
    return Varint.size(format.version())
        + Varint.size(format.codec())
        + Varint.size(format.hash())
        + Varint.size(digestBytes);
  }
}
