package org.helia.dag.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.dag.DagException;
import org.helia.multiformats.Cid;

/**
 * CIDs in the order in which they were found, each with the place of the one that led to it. About
 * 50 bytes for a CID of 36. Not for several threads.
 */
final class CidLog {
  /** The place of nothing: what leads to a root. */
  static final long NONE = -1;

  /** How many bytes all CIDs may take. */
  static final long MAX_BYTES = 8L << 30;

  private static final int CHUNK_BYTES = 1 << 16;

  /** Length, parent, depth. */
  private static final int HEAD_BYTES = Short.BYTES + Long.BYTES + Short.BYTES;

  private final List<ByteBuffer> chunks = new ArrayList<>();
  private long end;

  /** The place behind the last CID. */
  long end() {
    return end;
  }

  /**
   * Adds a CID.
   *
   * @param parent the place of the one that led to it
   * @throws DagException when there are too many
   */
  void append(Cid cid, long parent, int depth) {
    int length = HEAD_BYTES + cid.size();
    if (end >= MAX_BYTES) {
      throw new DagException(
          "more than %d GiB of CIDs are to be visited; walk depth-first, or without duplicates"
              .formatted(MAX_BYTES >> 30));
    }
    ByteBuffer chunk = chunkFor(length);
    chunk.putShort((short) length).putLong(parent).putShort((short) depth);
    cid.writeTo(chunk);
    end += length;
  }

  private ByteBuffer chunkFor(int length) {
    ByteBuffer last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
    if (last != null && last.remaining() >= length) {
      return last;
    }
    // What is left of the last chunk stays empty: a length of 0 says so.
    end = (long) chunks.size() * CHUNK_BYTES;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    chunks.add(chunk);
    return chunk;
  }

  /** The place of the CID at a place or, where a chunk ends, in the next one. */
  long seek(long place) {
    int at = offset(place);
    boolean chunkEnds =
        place < end && (CHUNK_BYTES - at < Short.BYTES || chunk(place).getShort(at) == 0);
    return chunkEnds ? place + CHUNK_BYTES - at : place;
  }

  /** The place behind a CID. */
  long after(long place) {
    return place + chunk(place).getShort(offset(place));
  }

  Cid cid(long place) {
    int at = offset(place);
    int length = chunk(place).getShort(at);
    ByteBuffer bytes = chunk(place).duplicate();
    bytes.limit(at + length).position(at + HEAD_BYTES);
    return Cid.read(bytes);
  }

  long parent(long place) {
    return chunk(place).getLong(offset(place) + Short.BYTES);
  }

  int depth(long place) {
    return chunk(place).getShort(offset(place) + Short.BYTES + Long.BYTES) & 0xffff;
  }

  private ByteBuffer chunk(long place) {
    return chunks.get((int) (place / CHUNK_BYTES));
  }

  private static int offset(long place) {
    return (int) (place % CHUNK_BYTES);
  }
}
