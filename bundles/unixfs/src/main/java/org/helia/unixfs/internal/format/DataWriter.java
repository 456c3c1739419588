package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes UnixFS messages: the length is added up first, so that the bytes are written in place. */
final class DataWriter {
  private DataWriter() {}

  static byte[] write(UnixFsData message) {
    ByteBuffer out = ByteBuffer.allocate(size(message)).order(ByteOrder.LITTLE_ENDIAN);
    number(out, Field.TYPE, message.type().code());
    if (message.data() != null) {
      number(out, Field.DATA, message.dataLength());
      out.put(message.data().duplicate());
    }
    number(out, Field.FILESIZE, message.filesize());
    message.blocksizes().forEach(size -> number(out, Field.BLOCKSIZE, size));
    number(out, Field.HASH_TYPE, message.hashType());
    number(out, Field.FANOUT, message.fanout());
    if (message.mode() != null) {
      number(out, Field.MODE, Integer.toUnsignedLong(message.mode()));
    }
    if (message.mtime() != null) {
      mtime(out, message.mtime());
    }
    return out.array();
  }

  private static void mtime(ByteBuffer out, UnixTime mtime) {
    number(out, Field.MTIME, size(mtime));
    number(out, Field.SECONDS, mtime.seconds());
    if (mtime.nanos() != 0) {
      out.put((byte) Field.NANOS).putInt(mtime.nanos());
    }
  }

  private static void number(ByteBuffer out, int field, @Nullable Long number) {
    if (number != null) {
      number(out, field, number.longValue());
    }
  }

  private static void number(ByteBuffer out, int field, long number) {
    out.put((byte) field);
    PbOutput.varint(out, number);
  }

  private static int size(UnixFsData message) {
    long size = 1L + PbOutput.varintSize(message.type().code());
    if (message.data() != null) {
      size += PbOutput.bytesSize(message.dataLength());
    }
    size += numberSize(message.filesize());
    for (long blocksize : message.blocksizes()) {
      size += numberSize(blocksize);
    }
    size += numberSize(message.hashType()) + numberSize(message.fanout());
    if (message.mode() != null) {
      size += numberSize(Integer.toUnsignedLong(message.mode()));
    }
    if (message.mtime() != null) {
      size += PbOutput.bytesSize(size(message.mtime()));
    }
    return Math.toIntExact(size);
  }

  private static int size(UnixTime mtime) {
    return 1 + PbOutput.varintSize(mtime.seconds()) + (mtime.nanos() == 0 ? 0 : 1 + Integer.BYTES);
  }

  private static int numberSize(@Nullable Long number) {
    return number == null ? 0 : 1 + PbOutput.varintSize(number);
  }
}
