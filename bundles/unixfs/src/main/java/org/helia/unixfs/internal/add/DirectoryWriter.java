package org.helia.unixfs.internal.add;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.format.PbOutput;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.hamt.HamtShape;

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
  private final int threshold;
  private final HamtEstimation estimation;

  DirectoryWriter(NodeWriter nodes, UnixFsProfile profile) {
    this.nodes = nodes;
    this.hamts = new HamtWriter(nodes, new HamtShape(profile.hamtFanout()));
    this.maxLinks =
        profile.maxDirectoryLinks() == 0 ? Integer.MAX_VALUE : profile.maxDirectoryLinks();
    this.threshold = profile.hamtThresholdBytes();
    this.estimation = profile.hamtEstimation();
  }

  /** The root of the directory. An empty one is always a single node, as with Kubo. */
  DagRoot write(List<Entry> entries, Metadata metadata) {
    boolean large =
        entries.size() > maxLinks || !entries.isEmpty() && isOverThreshold(entries, metadata);
    return large ? hamts.write(entries, metadata) : nodes.directory(entries, metadata);
  }

  private boolean isOverThreshold(List<Entry> entries, Metadata metadata) {
    long size = estimation == HamtEstimation.BLOCK ? dataBytes(metadata) : 0;
    for (Entry entry : entries) {
      size += estimation == HamtEstimation.BLOCK ? blockBytes(entry) : linkBytes(entry);
      if (size > threshold) {
        return true;
      }
    }
    return false;
  }

  /** What the directory says about itself takes in the serialised block. */
  private static int dataBytes(Metadata metadata) {
    return PbOutput.bytesSize(UnixFsData.directory().withMetadata(metadata).encode().length);
  }

  private static int linkBytes(Entry entry) {
    return nameBytes(entry) + entry.root().cid().size();
  }

  /** What the entry's link takes in the serialised block. */
  private static int blockBytes(Entry entry) {
    int link =
        PbOutput.bytesSize(entry.root().cid().size())
            + PbOutput.bytesSize(nameBytes(entry))
            + 1
            + PbOutput.varintSize(entry.root().dagSize());
    return PbOutput.bytesSize(link);
  }

  private static int nameBytes(Entry entry) {
    return entry.name().getBytes(UTF_8).length;
  }
}
