package org.helia.unixfs.internal.format;

/**
 * The fields of the UnixFS messages as protocol buffers write them: number times 8 plus wire type.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/#structure">Message structure</a>
 */
final class Field {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  static final int TYPE = 1 << 3 | VARINT;
  static final int DATA = 2 << 3 | BYTES;
  static final int FILESIZE = 3 << 3 | VARINT;
  static final int BLOCKSIZE = 4 << 3 | VARINT;
  static final int BLOCKSIZES_PACKED = 4 << 3 | BYTES;
  static final int HASH_TYPE = 5 << 3 | VARINT;
  static final int FANOUT = 6 << 3 | VARINT;
  static final int MODE = 7 << 3 | VARINT;
  static final int MTIME = 8 << 3 | BYTES;

  static final int SECONDS = 1 << 3 | VARINT;
  static final int NANOS = 2 << 3 | FIXED32;

  private Field() {}
}
