package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one UnixFS message. As in every protocol buffer, fields may come in any order, unknown ones
 * are passed over, of one that is repeated the last counts, and block sizes may be packed.
 */
final class DataReader {
  private final PbInput in;
  private final List<Long> blocksizes = new ArrayList<>();
  private @Nullable DataType type;
  private @Nullable ByteBuffer data;
  private @Nullable Long filesize;
  private @Nullable Long hashType;
  private @Nullable Long fanout;
  private @Nullable Integer mode;
  private @Nullable UnixTime mtime;

  DataReader(ByteBuffer bytes) {
    in = new PbInput(bytes);
  }

  UnixFsData read() {
    while (in.hasRemaining()) {
      field(in.field());
    }
    if (type == null) {
      throw new MalformedBlockException("not UnixFS: its data does not say the type");
    }
    return new UnixFsData(type, data, filesize, blocksizes, hashType, fanout, mode, mtime);
  }

  private void field(int field) {
    switch (field) {
      case Field.TYPE -> type = type();
      case Field.DATA -> data = in.bytes();
      case Field.FILESIZE -> filesize = in.size("a file size");
      case Field.BLOCKSIZE -> blocksize(in);
      case Field.BLOCKSIZES_PACKED -> packedBlocksizes(new PbInput(in.bytes()));
      case Field.HASH_TYPE -> hashType = in.size("a hash type");
      case Field.FANOUT -> fanout = in.size("a fanout");
      case Field.MODE -> mode = (int) in.varint();
      case Field.MTIME -> mtime = mtime(in.position(), new PbInput(in.bytes()));
      default -> in.skip(field);
    }
  }

  private DataType type() {
    int start = in.position();
    long code = in.varint();
    DataType known = DataType.of(code);
    if (known == null) {
      throw PbInput.malformed(start, "type " + Long.toUnsignedString(code) + " is unknown");
    }
    return known;
  }

  private void packedBlocksizes(PbInput packed) {
    while (packed.hasRemaining()) {
      blocksize(packed);
    }
  }

  private void blocksize(PbInput from) {
    if (blocksizes.size() == UnixFsData.MAX_BLOCKSIZES) {
      throw PbInput.malformed(
          in.position(), "over the limit of %d block sizes".formatted(UnixFsData.MAX_BLOCKSIZES));
    }
    blocksizes.add(from.size("a block size"));
  }

  /** Nanoseconds that are written must not be 0, says the specification. */
  private static UnixTime mtime(int start, PbInput in) {
    Long seconds = null;
    int nanos = 0;
    while (in.hasRemaining()) {
      int field = in.field();
      if (field == Field.SECONDS) {
        seconds = in.varint();
      } else if (field == Field.NANOS) {
        nanos = in.fixed32();
        if (nanos < 1 || nanos > UnixTime.MAX_NANOS) {
          throw PbInput.malformed(
              start, "an mtime with " + (nanos & 0xffff_ffffL) + " nanoseconds");
        }
      } else {
        in.skip(field);
      }
    }
    if (seconds == null) {
      throw PbInput.malformed(start, "an mtime without seconds");
    }
    return new UnixTime(seconds, nanos);
  }
}
