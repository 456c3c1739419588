package org.helia.ipld.dagpb;

import java.nio.ByteBuffer;
import org.helia.api.codec.MalformedBlockException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/**
 * Walks once over the bytes of a DAG-PB block, a protocol buffer of two messages:
 *
 * <pre>
 * PBNode: 2 Links (PBLink, repeated), 1 Data (bytes)
 * PBLink: 1 Hash (bytes), 2 Name (text), 3 Tsize (uint64), in this order
 * </pre>
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/#protobuf-strictness">DAG-PB,
 *     strictness</a>
 */
final class PbParser {
  /** A field's number and wire type as protocol buffers write them: number times 8 plus type. */
  static final int NODE_DATA = 1 << 3 | 2;

  static final int NODE_LINK = 2 << 3 | 2;
  static final int LINK_HASH = 1 << 3 | 2;
  static final int LINK_NAME = 2 << 3 | 2;
  static final int LINK_TSIZE = 3 << 3;

  private static final int ABSENT = -1;

  /** Told what the block holds. */
  interface Visitor {
    /**
     * @param nameFrom where the name's bytes begin; negative when there is none
     * @param tsize {@link PbLink#NO_TSIZE} when there is none
     */
    void link(Cid cid, int nameFrom, int nameTo, long tsize);

    void data(int from, int to);
  }

  private final byte[] bytes;
  private final ByteBuffer cids;
  private final Visitor visitor;
  private int at;

  PbParser(byte[] bytes, Visitor visitor) {
    this.bytes = bytes;
    this.cids = ByteBuffer.wrap(bytes);
    this.visitor = visitor;
  }

  void parse() {
    boolean data = false;
    boolean links = false;
    boolean linksEnded = false;
    while (at < bytes.length) {
      int start = at;
      long field = varint(bytes.length);
      if (field == NODE_LINK) {
        require(!linksEnded, start, "links on both sides of the data");
        links = true;
        link(length(bytes.length));
      } else if (field == NODE_DATA) {
        require(!data, start, "data twice");
        data = true;
        linksEnded = links;
        at = reportData(length(bytes.length));
      } else {
        throw unexpected(start, field, "a node");
      }
    }
  }

  private int reportData(int end) {
    visitor.data(at, end);
    return end;
  }

  private void link(int end) {
    int start = at;
    require(at < end && varint(end) == LINK_HASH, start, "a link that does not begin with its CID");
    Cid cid = cid(length(end));
    int nameFrom = ABSENT;
    int nameTo = ABSENT;
    long tsize = PbLink.NO_TSIZE;
    while (at < end) {
      int fieldAt = at;
      long field = varint(end);
      if (field == LINK_NAME && nameFrom == ABSENT && tsize == PbLink.NO_TSIZE) {
        nameTo = length(end);
        nameFrom = at;
        at = nameTo;
      } else if (field == LINK_TSIZE && tsize == PbLink.NO_TSIZE) {
        tsize = tsize(end);
      } else {
        throw unexpected(fieldAt, field, "a link");
      }
    }
    visitor.link(cid, nameFrom, nameTo, tsize);
  }

  private Cid cid(int end) {
    int start = at;
    try {
      Cid cid = Cid.read(cids.limit(end).position(start));
      require(cids.position() == end, start, "a link's CID has bytes behind it");
      at = end;
      return cid;
    } catch (MultiformatsException e) {
      throw new MalformedBlockException(
          text(start, "a link without a valid CID: " + e.getMessage()), e);
    }
  }

  private long tsize(int end) {
    int start = at;
    long value = varint(end);
    require(value >= 0, start, "a link's size is over 2^63-1");
    return value;
  }

  /** Reads the length of what follows and returns where that ends. */
  private int length(int end) {
    int start = at;
    long length = varint(end);
    if (length < 0 || length > end - at) {
      throw malformed(
          start,
          "a length of %s bytes where %d are left"
              .formatted(Long.toUnsignedString(length), end - at));
    }
    return at + (int) length;
  }

  /**
   * Protocol buffers' own varint: 64 bits, and not always minimal, which Kubo accepts, too.
   *
   * @see <a href="https://protobuf.dev/programming-guides/encoding/#varints">Base 128 varints</a>
   */
  private long varint(int end) {
    int start = at;
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      require(at < end, start, "a number is cut off");
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        require(shift < 63 || next <= 1, start, "a number is over 2^64-1");
        return value;
      }
    }
    throw malformed(start, "a number of more than 10 bytes");
  }

  private static MalformedBlockException unexpected(int offset, long field, String where) {
    return malformed(
        offset,
        "field %s of wire type %d is unknown, repeated or out of order in %s"
            .formatted(Long.toUnsignedString(field >>> 3), field & 7, where));
  }

  private static void require(boolean condition, int offset, String fault) {
    if (!condition) {
      throw malformed(offset, fault);
    }
  }

  static MalformedBlockException malformed(int offset, String fault) {
    return new MalformedBlockException(text(offset, fault));
  }

  private static String text(int offset, String fault) {
    return "not DAG-PB at byte " + offset + ": " + fault;
  }
}
