package org.helia.unixfs.internal.read;

import java.util.Optional;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.ipld.dagpb.PbLink;

/**
 * Follows paths through directories. Symbolic links end a path, as with Kubo; of a HAMT only the
 * nodes on the way to the entry are loaded.
 */
public final class PathResolver {
  private PathResolver() {}

  /**
   * The node that a path leads to.
   *
   * @throws NoSuchEntryException when a directory does not have a segment
   * @throws NotADirectoryException when a segment follows, or the path ends with a slash, behind
   *     something else
   * @throws UnixFsException when the path is not of UnixFS, or a node on the way is malformed
   */
  public static Resolved resolve(ContentPath path, NodeLoader nodes) {
    if (path.namespace() == ContentPath.Namespace.IPLD) {
      throw new UnixFsException(path + " names links as codecs do; files are found below /ipfs/");
    }
    ContentPath at = ContentPath.of(path.rootCid());
    UnixFsNode node = nodes.load(path.rootCid(), at.toString());
    for (String segment : path.segments()) {
      PbLink link = find(node, segment, at, nodes);
      at = at.resolve(segment);
      node = nodes.load(link.cid(), at.toString());
    }
    if (path.trailingSlash()) {
      requireDirectory(node, at);
    }
    return new Resolved(node, at.toString());
  }

  private static PbLink find(UnixFsNode node, String name, ContentPath at, NodeLoader nodes) {
    requireDirectory(node, at);
    Optional<PbLink> link =
        node instanceof HamtNode hamt
            ? HamtLookup.find(hamt, name, at.toString(), nodes)
            : ((DirectoryNode) node).find(name);
    return link.orElseThrow(() -> new NoSuchEntryException(at.toString(), name));
  }

  private static void requireDirectory(UnixFsNode node, ContentPath at) {
    if (!(node instanceof DirectoryNode || node instanceof HamtNode)) {
      throw new NotADirectoryException(at.toString(), node.description());
    }
  }
}
