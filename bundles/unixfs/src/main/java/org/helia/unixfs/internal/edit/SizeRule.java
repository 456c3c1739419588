package org.helia.unixfs.internal.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.ipld.dagpb.PbLink;
import org.helia.unixfs.internal.format.PbOutput;
import org.helia.unixfs.internal.format.UnixFsData;

/**
 * When a directory is spread over many blocks: when its estimated size is over the threshold.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/#hamt-threshold-behavior">IPIP-499, the
 *     threshold</a>
 */
record SizeRule(HamtEstimation estimation, int threshold) {
  static SizeRule of(UnixFsProfile profile) {
    return new SizeRule(profile.hamtEstimation(), profile.hamtThresholdBytes());
  }

  /** What an entry counts. */
  int entryBytes(PbLink entry) {
    int cid = entry.cid().size();
    int name = entry.nameOrEmpty().getBytes(UTF_8).length;
    if (estimation == HamtEstimation.LINKS) {
      return name + cid;
    }
    int tsize = entry.hasTsize() ? 1 + PbOutput.varintSize(entry.tsize()) : 0;
    return PbOutput.bytesSize(PbOutput.bytesSize(cid) + PbOutput.bytesSize(name) + tsize);
  }

  /** What a directory counts besides its entries, if it is or were in one block. */
  int emptyBytes(UnixFsData directory) {
    return estimation == HamtEstimation.LINKS
        ? 0
        : PbOutput.bytesSize(Data.directory(directory).encode().length);
  }

  /** Whether a directory must be a HAMT. */
  boolean isOver(UnixFsData directory, long entriesBytes) {
    return emptyBytes(directory) + entriesBytes > threshold;
  }
}
