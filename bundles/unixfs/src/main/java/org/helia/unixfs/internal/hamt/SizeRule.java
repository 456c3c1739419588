package org.helia.unixfs.internal.hamt;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;
import org.helia.unixfs.internal.format.PbOutput;
import org.helia.unixfs.internal.format.UnixFsData;

/**
 * When a directory is spread over many blocks: when its estimated size is over the threshold.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/#hamt-threshold-behavior">IPIP-499, the
 *     threshold</a>
 */
public record SizeRule(HamtEstimation estimation, int threshold) {
  /** The rule of a profile. */
  public static SizeRule of(UnixFsProfile profile) {
    return new SizeRule(profile.hamtEstimation(), profile.hamtThresholdBytes());
  }

  /** What an entry counts. */
  public int entryBytes(PbLink entry) {
    return entryBytes(entry.nameOrEmpty(), entry.cid(), entry.tsize());
  }

  /**
   * What an entry counts.
   *
   * @param tsize {@link PbLink#NO_TSIZE} when its link does not say one
   */
  public int entryBytes(String name, Cid cid, long tsize) {
    int nameBytes = name.getBytes(UTF_8).length;
    if (estimation == HamtEstimation.LINKS) {
      return nameBytes + cid.size();
    }
    int tsizeBytes = tsize == PbLink.NO_TSIZE ? 0 : 1 + PbOutput.varintSize(tsize);
    return PbOutput.bytesSize(
        PbOutput.bytesSize(cid.size()) + PbOutput.bytesSize(nameBytes) + tsizeBytes);
  }

  /** What a directory counts besides its entries, if it is or were in one block. */
  public int emptyBytes(Metadata directory) {
    return estimation == HamtEstimation.LINKS
        ? 0
        : PbOutput.bytesSize(UnixFsData.directory().withMetadata(directory).encode().length);
  }

  /** Whether a directory must be a HAMT. */
  public boolean isOver(Metadata directory, long entriesBytes) {
    return emptyBytes(directory) + entriesBytes > threshold;
  }
}
