package org.helia.blockstore.flatfs.internal;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/**
 * A record of a journal: the length of its body (4 bytes), the CRC32C of its body (4 bytes), and
 * the body: a byte for the kind, the multihash, the block. Numbers are big-endian.
 *
 * @param kind what happened to the block
 * @param hash its name
 * @param bytes its content; empty when it was deleted
 */
record JournalRecord(Kind kind, Multihash hash, byte[] bytes) {
  private static final int HEADER = 8;

  /** Two varints and a digest. */
  private static final int MAX_HASH = 9 + 9 + Multihash.MAX_DIGEST_LENGTH;

  /** The largest block that a reader accepts. */
  static final int MAX_BLOCK_BYTES = 1024 * 1024;

  private static final byte[] NOTHING = {};

  /** What happened to the block. */
  enum Kind {
    PUT(1),
    DELETE(2);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static @Nullable Kind of(byte code) {
      return code == PUT.code ? PUT : code == DELETE.code ? DELETE : null;
    }
  }

  static JournalRecord put(Multihash hash, byte[] bytes) {
    return new JournalRecord(Kind.PUT, hash, bytes);
  }

  static JournalRecord delete(Multihash hash) {
    return new JournalRecord(Kind.DELETE, hash, NOTHING);
  }

  /** How many bytes it takes in the journal. */
  int size() {
    return HEADER + 1 + hash.size() + bytes.length;
  }

  byte[] encode() {
    int body = size() - HEADER;
    ByteBuffer to = ByteBuffer.allocate(HEADER + body);
    to.position(HEADER);
    to.put(kind.code);
    hash.writeTo(to);
    to.put(bytes);
    to.putInt(0, body).putInt(4, crcOf(to.array(), HEADER, body));
    return to.array();
  }

  /**
   * Reads the next record.
   *
   * @return null at the end, and where the rest is not a whole record: what was written last may be
   *     torn by a crash
   * @throws IOException when a whole record says what this version does not know
   */
  static @Nullable JournalRecord read(DataInputStream from) throws IOException {
    try {
      int length = from.readInt();
      int crc = from.readInt();
      if (length < 1 || length > 1 + MAX_HASH + MAX_BLOCK_BYTES) {
        return null;
      }
      byte[] body = new byte[length];
      from.readFully(body);
      return crcOf(body, 0, length) == crc ? decode(ByteBuffer.wrap(body)) : null;
    } catch (EOFException e) {
      return null;
    }
  }

  private static JournalRecord decode(ByteBuffer body) throws IOException {
    byte code = body.get();
    Kind kind = Kind.of(code);
    if (kind == null) {
      throw new IOException(
          "the journal has a record of kind %d, of a newer version: open it with that one"
              .formatted(code));
    }
    try {
      Multihash hash = Multihash.read(body);
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      return new JournalRecord(kind, hash, bytes);
    } catch (MultiformatsException e) {
      throw new IOException("the journal has a record without a multihash", e);
    }
  }

  private static int crcOf(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
