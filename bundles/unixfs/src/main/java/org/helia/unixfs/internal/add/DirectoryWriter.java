package org.helia.unixfs.internal.add;

import java.util.List;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.hamt.HamtShape;
import org.helia.unixfs.internal.hamt.SizeRule;

/**
 * Writes a directory, in one node or spread over many.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/#hamt-threshold-behavior">IPIP-499, the
 *     threshold</a>
 */
final class DirectoryWriter {
  private final NodeWriter nodes;
  private final HamtWriter hamts;
  private final int maxLinks;
  private final SizeRule rule;

  DirectoryWriter(NodeWriter nodes, UnixFsProfile profile) {
    this.nodes = nodes;
    this.hamts = new HamtWriter(nodes, new HamtShape(profile.hamtFanout()));
    this.maxLinks =
        profile.maxDirectoryLinks() == 0 ? Integer.MAX_VALUE : profile.maxDirectoryLinks();
    this.rule = SizeRule.of(profile);
  }

  /** The root of the directory. An empty one is always a single node, as with Kubo. */
  DagRoot write(List<Entry> entries, Metadata metadata) {
    boolean large =
        entries.size() > maxLinks || !entries.isEmpty() && isOverThreshold(entries, metadata);
    return large ? hamts.write(entries, metadata) : nodes.directory(entries, metadata);
  }

  private boolean isOverThreshold(List<Entry> entries, Metadata metadata) {
    long bytes = rule.emptyBytes(metadata);
    for (Entry entry : entries) {
      DagRoot root = entry.root();
      bytes += rule.entryBytes(entry.name(), root.cid(), root.dagSize());
      if (bytes > rule.threshold()) {
        return true;
      }
    }
    return false;
  }
}
