package org.helia.unixfs.internal.format;

import org.jspecify.annotations.Nullable;

/**
 * What a UnixFS node is.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-types">UnixFS, types</a>
 */
public enum DataType {
  /** The leaf of a file, as old versions wrote it. */
  RAW(0),
  DIRECTORY(1),
  FILE(2),
  /** Reserved by the specification; nothing writes it. */
  METADATA(3),
  SYMLINK(4),
  HAMT_SHARD(5);

  private static final DataType[] BY_CODE = values();

  private final int code;

  DataType(int code) {
    this.code = code;
  }

  /** The number that stands for the type in a block. */
  public int code() {
    return code;
  }

  /** The type for a number, or null when the number stands for none. */
  static @Nullable DataType of(long code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : null;
  }
}
