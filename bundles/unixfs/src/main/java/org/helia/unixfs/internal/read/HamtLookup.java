package org.helia.unixfs.internal.read;

import java.util.Optional;
import org.helia.api.codec.MalformedBlockException;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.helia.unixfs.internal.hamt.Murmur3;
import org.helia.unixfs.internal.hamt.Shard;

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
      Shard shard = node.shard();
      Optional<PbLink> link = at(node, shard.shape().slot(hash, level), path);
      if (link.isEmpty() || !shard.leadsToShard(link.get())) {
        return link.filter(found -> shard.entryName(found).equals(name));
      }
      node = child(node, link.get().cid(), level + 1, path, nodes);
    }
  }

  /** The link in a slot, if it is taken. */
  static Optional<PbLink> at(HamtNode node, int slot, String path) {
    try {
      return node.shard().at(slot);
    } catch (MalformedBlockException e) {
      throw NodeLoader.malformed(path, node.cid(), e);
    }
  }

  /** A further node of the same directory. */
  static HamtNode child(HamtNode parent, Cid cid, int level, String path, NodeLoader nodes) {
    if (level == parent.shard().shape().levels()) {
      throw NodeLoader.malformed(
          path, parent.cid(), "a HAMT with more levels than a hash has bits for, " + level);
    }
    if (!(nodes.load(cid, path) instanceof HamtNode child)) {
      throw NodeLoader.malformed(path, cid, "a HAMT leads to it, but it is not a node of one");
    }
    HamtShape shape = child.shard().shape();
    HamtShape above = parent.shard().shape();
    if (!shape.equals(above)) {
      throw NodeLoader.malformed(
          path,
          cid,
          "a HAMT node with a fanout of %d below one with %d"
              .formatted(shape.fanout(), above.fanout()));
    }
    return child;
  }
}
