package org.helia.unixfs.internal.read;

import java.util.ArrayDeque;
import java.util.Deque;
import org.helia.api.block.BlockSession;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.platform.DagAhead;
import org.helia.platform.Upcoming;
import org.jspecify.annotations.Nullable;

/** Fetches nodes and names path and block when one is malformed. One thread uses it at a time. */
public final class NodeLoader implements AutoCloseable {
  private final BlockSession session;
  private final DagAhead ahead;

  /** What is being read, the innermost first. */
  private final Deque<Upcoming> readers = new ArrayDeque<>();

  /**
   * @param session closed with this
   */
  public NodeLoader(BlockSession session) {
    this.session = session;
    this.ahead = new DagAhead(session);
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
    ahead.beforeGet(cid, readers);
    try {
      return NodeDecoder.decode(session.get(cid));
    } catch (MalformedBlockException e) {
      throw malformed(path, cid, e);
    }
  }

  /**
   * Says that something will be read node by node, within what is being read already: what comes
   * next in it is fetched ahead until {@link #end}.
   */
  void begin(Upcoming reader) {
    readers.push(reader);
  }

  /** Nothing more is read of it. */
  void end(Upcoming reader) {
    readers.remove(reader);
  }

  /** Says that all of a DAG will be read, depth first. */
  public void expectDag(Cid root) {
    session.expectDag(root);
  }

  /** How many nodes are fetched ahead. */
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
