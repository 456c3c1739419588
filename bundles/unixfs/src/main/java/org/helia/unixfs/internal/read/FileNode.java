package org.helia.unixfs.internal.read;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/**
 * A file or a part of one: first its own content, then that of its children.
 *
 * @param content a view, read by absolute positions or duplicates only
 * @param links its children
 * @param blocksizes for each child how many bytes of content are below it
 * @param size how many bytes of content there are in all
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-file">UnixFS, File</a>
 */
record FileNode(
    Cid cid,
    int blockSize,
    ByteBuffer content,
    List<PbLink> links,
    List<Long> blocksizes,
    long size,
    Metadata metadata)
    implements UnixFsNode {

  /** A file that is a raw block. */
  static FileNode raw(Cid cid, byte[] bytes) {
    return new FileNode(
        cid,
        bytes.length,
        ByteBuffer.wrap(bytes),
        List.of(),
        List.of(),
        bytes.length,
        Metadata.NONE);
  }

  /**
   * @throws MalformedBlockException when links and block sizes do not match, a link has a name, or
   *     the sizes add up to more than 2^63-1
   */
  FileNode {
    if (links.size() != blocksizes.size()) {
      throw new MalformedBlockException(
          "a file with %d links and %d block sizes".formatted(links.size(), blocksizes.size()));
    }
    for (PbLink link : links) {
      if (!link.nameOrEmpty().isEmpty()) {
        throw new MalformedBlockException("a file with a link that is named '" + link.name() + "'");
      }
    }
  }

  /** The sum of all sizes, which a node that states its size has to agree with. */
  static long sum(int contentLength, List<Long> blocksizes) {
    long sum = contentLength;
    for (long size : blocksizes) {
      sum += size;
      if (sum < 0) {
        throw new MalformedBlockException("a file with block sizes that add up to over 2^63-1");
      }
    }
    return sum;
  }

  @Override
  public String description() {
    return "a file";
  }
}
