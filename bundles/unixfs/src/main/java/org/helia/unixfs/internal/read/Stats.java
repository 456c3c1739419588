package org.helia.unixfs.internal.read;

import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;

/** What a node says about itself and all that is below it. */
public final class Stats {
  private Stats() {}

  /** What is known without loading anything else. */
  public static UnixFsStat of(UnixFsNode node) {
    return new UnixFsStat(
        node.cid(),
        type(node),
        size(node),
        node.dagSize(),
        node.blockSize(),
        node.links().size(),
        node instanceof HamtNode,
        node.metadata().permissions(),
        node.metadata().instant());
  }

  private static EntryType type(UnixFsNode node) {
    if (node instanceof FileNode) {
      return EntryType.FILE;
    }
    return node instanceof SymlinkNode ? EntryType.SYMLINK : EntryType.DIRECTORY;
  }

  private static long size(UnixFsNode node) {
    if (node instanceof FileNode file) {
      return file.size();
    }
    return node instanceof SymlinkNode symlink ? symlink.target().remaining() : 0;
  }
}
