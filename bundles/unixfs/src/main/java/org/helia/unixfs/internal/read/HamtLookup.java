package org.helia.unixfs.internal.read;

import java.util.Optional;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.hamt.Murmur3;

/**
 * Finds entries of HAMT directories.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/#dag-pb-hamtdirectory-path-resolution">UnixFS, path
 *     resolution in a HAMTDirectory</a>
 */
final class HamtLookup {
  private HamtLookup() {}

  /** The link to an entry. Loads the nodes on the way, one for each level below the root. */
  static Optional<PbLink> find(HamtNode root, String name, String path, NodeLoader nodes) {
    long hash = Murmur3.hash(name);
    HamtNode node = root;
    for (int level = 0; ; level++) {
      Optional<PbLink> link = node.link(root.shape().slot(hash, level));
      if (link.isEmpty() || !node.leadsToNode(link.get())) {
        HamtNode last = node;
        return link.filter(found -> last.entryName(found).equals(name));
      }
      node = child(node, link.get().cid(), level + 1, path, nodes);
    }
  }

  /** A further node of the same directory. */
  static HamtNode child(HamtNode parent, Cid cid, int level, String path, NodeLoader nodes) {
    if (level == parent.shape().levels()) {
      throw NodeLoader.malformed(
          path, parent.cid(), "a HAMT with more levels than a hash has bits for, " + level);
    }
    if (!(nodes.load(cid, path) instanceof HamtNode child)) {
      throw NodeLoader.malformed(path, cid, "a HAMT leads to it, but it is not a node of one");
    }
    if (!child.shape().equals(parent.shape())) {
      throw NodeLoader.malformed(
          path,
          cid,
          "a HAMT node with a fanout of %d below one with %d"
              .formatted(child.shape().fanout(), parent.shape().fanout()));
    }
    return child;
  }
}
