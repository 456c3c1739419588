package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The DAG-PB block of a file that is one node, written around its content and read as a view of it,
 * so that the content, by far the most of it, is not copied.
 *
 * <pre>
 * PBNode: 1 Data (bytes)
 *   Data: 1 Type (File or Raw), 2 Data (bytes): the content, 3 filesize (uint64)
 * </pre>
 */
public final class WrappedLeaf {
  private static final byte NODE_DATA = 1 << 3 | Field.BYTES;

  private WrappedLeaf() {}

  /** How many bytes stand before the content. */
  public static int headBytes(int content) {
    return 1 + PbOutput.varintSize(messageBytes(content)) + 3 + PbOutput.varintSize(content);
  }

  /** The length of the block in bytes. */
  public static int blockBytes(int content) {
    return PbOutput.bytesSize(messageBytes(content));
  }

  private static int messageBytes(int content) {
    return 2 + PbOutput.bytesSize(content) + 1 + PbOutput.varintSize(content);
  }

  /**
   * Writes what stands before and after the content.
   *
   * @param block of {@link #blockBytes}, the content in it after {@link #headBytes}
   * @param content the length of the content in bytes, at least 1
   * @param type of a file or a leaf
   */
  public static void frame(byte[] block, int content, DataType type) {
    ByteBuffer out = ByteBuffer.wrap(block);
    out.put(NODE_DATA);
    PbOutput.varint(out, messageBytes(content));
    out.put((byte) Field.TYPE).put((byte) type.code()).put((byte) Field.DATA);
    PbOutput.varint(out, content);
    out.position(out.position() + content);
    out.put((byte) Field.FILESIZE);
    PbOutput.varint(out, content);
  }

  /** A view of the data of a DAG-PB block that has no links; null when it may have some. */
  public static @Nullable ByteBuffer dataWithoutLinks(byte[] block) {
    if (block.length < 2 || block[0] != NODE_DATA) {
      return null;
    }
    PbInput in = new PbInput(ByteBuffer.wrap(block));
    in.field();
    ByteBuffer data = in.bytes();
    return in.hasRemaining() ? null : data;
  }
}
