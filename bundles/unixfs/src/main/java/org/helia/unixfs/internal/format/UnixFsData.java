package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * The message that stands in the data of a DAG-PB node and makes it a UnixFS node. What is null is
 * absent from the message, which differs from zero or empty: the bytes, and so the CID, are others.
 *
 * @param type what the node is
 * @param data a file's own bytes, a symlink's target or a HAMT's bit field; a view, read by
 *     absolute positions only
 * @param filesize the length of the file in bytes
 * @param blocksizes for each link of a file how many bytes of content are below it
 * @param hashType the multicodec code of a HAMT's hash function
 * @param fanout how many slots a HAMT node has
 * @param mode permissions, all 32 bits as they were found
 * @param mtime when the file was changed
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-node">UnixFS, the message Data</a>
 */
public record UnixFsData(
    DataType type,
    @Nullable ByteBuffer data,
    @Nullable Long filesize,
    List<Long> blocksizes,
    @Nullable Long hashType,
    @Nullable Long fanout,
    @Nullable Integer mode,
    @Nullable UnixTime mtime) {
  /** The most block sizes that are read: more than the links that a block of 2 MiB has room for. */
  public static final int MAX_BLOCKSIZES = 262_144;

  private static final UnixFsData DIRECTORY =
      new UnixFsData(DataType.DIRECTORY, null, null, List.of(), null, null, null, null);

  public UnixFsData {
    blocksizes = List.copyOf(blocksizes);
  }

  /** A node of a file that has all its content below it; without children, the empty file. */
  public static UnixFsData file(long filesize, List<Long> blocksizes) {
    return new UnixFsData(DataType.FILE, null, filesize, blocksizes, null, null, null, null);
  }

  /** A file that is one node. */
  public static UnixFsData leaf(ByteBuffer content) {
    long size = content.remaining();
    return new UnixFsData(DataType.FILE, content, size, List.of(), null, null, null, null);
  }

  /** A directory whose entries are the links of its node. */
  public static UnixFsData directory() {
    return DIRECTORY;
  }

  /** A symbolic link. */
  public static UnixFsData symlink(ByteBuffer target) {
    return new UnixFsData(DataType.SYMLINK, target, null, List.of(), null, null, null, null);
  }

  /** A HAMT node over murmur3 hashes. */
  public static UnixFsData hamtShard(ByteBuffer bitfield, int fanout) {
    return new UnixFsData(
        DataType.HAMT_SHARD,
        bitfield,
        null,
        List.of(),
        Multicodec.MURMUR3_X64_64,
        (long) fanout,
        null,
        null);
  }

  /** The same with other metadata. */
  public UnixFsData withMetadata(Metadata metadata) {
    return withMetadata(metadata.mode(), metadata.mtime());
  }

  /** The same with another mode and time of change; null for none. */
  public UnixFsData withMetadata(@Nullable Integer otherMode, @Nullable UnixTime otherMtime) {
    return new UnixFsData(
        type, data, filesize, blocksizes, hashType, fanout, otherMode, otherMtime);
  }

  /** Mode and time of change. */
  public Metadata metadata() {
    return mode == null && mtime == null ? Metadata.NONE : new Metadata(mode, mtime);
  }

  /**
   * Reads the message.
   *
   * @param bytes what the result's data is a view of; nobody changes them any more
   * @throws MalformedBlockException when they are not a UnixFS message, naming the byte offset
   */
  public static UnixFsData decode(ByteBuffer bytes) {
    return new DataReader(bytes).read();
  }

  /** The canonical bytes: fields in the order of their numbers, block sizes one by one. */
  public byte[] encode() {
    return DataWriter.write(this);
  }

  /** The length of the data in bytes, 0 when there is none. */
  public int dataLength() {
    return data == null ? 0 : data.remaining();
  }
}
