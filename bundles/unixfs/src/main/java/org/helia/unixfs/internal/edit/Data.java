package org.helia.unixfs.internal.edit;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.format.UnixTime;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.jspecify.annotations.Nullable;

/** UnixFS messages that differ from others in single fields. */
final class Data {
  private Data() {}

  /** The same with other metadata. */
  static UnixFsData with(UnixFsData data, @Nullable Integer mode, @Nullable UnixTime mtime) {
    return new UnixFsData(
        data.type(),
        data.data(),
        data.filesize(),
        data.blocksizes(),
        data.hashType(),
        data.fanout(),
        mode,
        mtime);
  }

  /** A plain directory with the metadata of another one. */
  static UnixFsData directory(UnixFsData like) {
    return with(UnixFsData.directory(), like.mode(), like.mtime());
  }

  /** A HAMT node with the metadata of another directory. */
  static UnixFsData hamt(HamtShape shape, BitSet slots, UnixFsData like) {
    return new UnixFsData(
        DataType.HAMT_SHARD,
        ByteBuffer.wrap(HamtShape.bitfield(slots)),
        null,
        List.of(),
        Multicodec.MURMUR3_X64_64,
        (long) shape.fanout(),
        like.mode(),
        like.mtime());
  }
}
