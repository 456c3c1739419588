package org.helia.unixfs.internal.edit;

import java.util.List;
import org.helia.api.CancelledException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.format.UnixTime;
import org.helia.unixfs.internal.hamt.Shard;
import org.jspecify.annotations.Nullable;

/** Changes modes and times. A raw block has no place for them, so it is wrapped. */
final class Metadata {
  /** The deepest directory tree that is gone through. */
  private static final int MAX_DEPTH = 1024;

  /** The bits of a mode that can be set; the others belong to whoever wrote them. */
  private static final int MODE_BITS = 0xfff;

  private final Nodes nodes;
  private final Directories directories;

  Metadata(Nodes nodes, Directories directories) {
    this.nodes = nodes;
    this.directories = directories;
  }

  PbLink touch(EditNode node, @Nullable UnixTime mtime) {
    return store(node, node.data().withMetadata(node.data().mode(), mtime));
  }

  PbLink chmod(EditNode node, int mode, boolean recursive, String where) {
    if ((mode & ~MODE_BITS) != 0) {
      throw new UnixFsException(
          "a mode is from 0 to 07777, not %s".formatted(Integer.toOctalString(mode)));
    }
    return recursive ? chmodAll(node, mode, where, 0) : chmod(node, mode);
  }

  private PbLink chmod(EditNode node, int mode) {
    Integer before = node.data().mode();
    int changed = (before == null ? 0 : before & ~MODE_BITS) | mode;
    return store(
        node, node.data().withMetadata(changed == 0 ? null : changed, node.data().mtime()));
  }

  private PbLink chmodAll(EditNode node, int mode, String where, int depth) {
    if (!node.isDirectory()) {
      return chmod(node, mode);
    }
    if (depth == MAX_DEPTH) {
      throw new UnixFsException(
          "%s is over the limit of %d directories in one another".formatted(where, MAX_DEPTH));
    }
    EditNode changed = nodes.load(chmod(node, mode).cid(), where);
    return directories.map(changed, entry -> chmodEntry(entry, mode, where, depth), where);
  }

  private PbLink chmodEntry(PbLink entry, int mode, String where, int depth) {
    CancelledException.checkpoint("changing modes");
    String path = (where.equals("/") ? "" : where) + "/" + entry.nameOrEmpty();
    EditNode node = nodes.load(entry.cid(), path);
    return Shard.renamed(chmodAll(node, mode, path, depth + 1), entry.nameOrEmpty());
  }

  private PbLink store(EditNode node, UnixFsData data) {
    List<PbLink> links = node.links();
    return nodes.store("", node.format(), links, data);
  }
}
