package org.helia.shell.internal.command;

import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;

/** Finds the block that a content path leads to. */
final class PathRoot {
  private final Helia helia;
  private final FetchOptions options;

  PathRoot(Helia helia, FetchOptions options) {
    this.helia = helia;
    this.options = options;
  }

  /** The CID at the end of a path; for a path that is a CID nothing is read. */
  Cid of(ContentPath path) {
    return path.segments().isEmpty() ? path.rootCid() : helia.unixFs().stat(path, options).cid();
  }
}
