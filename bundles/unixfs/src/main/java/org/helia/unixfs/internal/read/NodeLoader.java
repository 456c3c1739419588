package org.helia.unixfs.internal.read;

import org.helia.api.block.BlockSession;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/** Fetches nodes and names path and block when one is malformed. One thread uses it at a time. */
public final class NodeLoader implements AutoCloseable {
  private final BlockSession session;

  /**
   * @param session closed with this
   */
  public NodeLoader(BlockSession session) {
    this.session = session;
  }

  /**
   * A node.
   *
   * @param path what the node is, or is a part of
   * @throws UnixFsException when the block is not UnixFS
   * @throws org.helia.api.block.BlockNotFoundException when nobody has the block
   */
  UnixFsNode load(Cid cid, String path) {
    if (cid.codec() != Multicodec.RAW && cid.codec() != Multicodec.DAG_PB) {
      throw malformed(
          path,
          cid,
          "its codec is %s, but UnixFS has only raw and dag-pb blocks"
              .formatted(Multicodec.nameOf(cid.codec())));
    }
    try {
      return NodeDecoder.decode(session.get(cid));
    } catch (MalformedBlockException e) {
      throw malformed(path, cid, e);
    }
  }

  /** Says that a node will soon be loaded. */
  void prefetch(Cid cid) {
    session.prefetch(cid);
  }

  /** How many nodes are worth a {@link #prefetch}. */
  int readAhead() {
    return session.readAhead();
  }

  /** The error for a block that is not what its parent says. */
  static UnixFsException malformed(String path, Cid cid, String fault) {
    return new UnixFsException(text(path, cid, fault));
  }

  /** The error for a block that is not what it says itself. */
  static UnixFsException malformed(String path, Cid cid, MalformedBlockException fault) {
    return new UnixFsException(text(path, cid, fault.getMessage()), fault);
  }

  private static String text(String path, Cid cid, @Nullable String fault) {
    return "%s is malformed: block %s: %s".formatted(path, cid, fault);
  }

  @Override
  public void close() {
    session.close();
  }
}
