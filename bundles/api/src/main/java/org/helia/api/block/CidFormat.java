package org.helia.api.block;

import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/**
 * How the CID of new content is to be made.
 *
 * @param version 0 or 1; version 0 allows DAG-PB with SHA2-256 only
 * @param codec the multicodec code of the content
 * @param hash the multicodec code of the hash function
 */
public record CidFormat(int version, long codec, long hash) {
  /** CIDv1, raw bytes, SHA2-256. */
  public static final CidFormat V1_RAW = new CidFormat(1, Multicodec.RAW, Multicodec.SHA2_256);

  /** CIDv1, DAG-PB, SHA2-256. */
  public static final CidFormat V1_DAG_PB =
      new CidFormat(1, Multicodec.DAG_PB, Multicodec.SHA2_256);

  /** CIDv0, which implies DAG-PB and SHA2-256. */
  public static final CidFormat V0 = new CidFormat(0, Multicodec.DAG_PB, Multicodec.SHA2_256);

  /**
   * @throws IllegalArgumentException when the version is neither 0 nor 1, or version 0 is asked for
   *     anything but DAG-PB with SHA2-256
   */
  public CidFormat {
    if (version != 0 && version != 1) {
      throw new IllegalArgumentException("CID version is 0 or 1, not " + version);
    }
    if (version == 0 && (codec != Multicodec.DAG_PB || hash != Multicodec.SHA2_256)) {
      throw new IllegalArgumentException(
          "CIDv0 holds dag-pb with sha2-256 only, not %s with %s; use CIDv1"
              .formatted(Multicodec.nameOf(codec), Multicodec.nameOf(hash)));
    }
  }

  /** The same format for content of another codec; anything but DAG-PB makes it version 1. */
  public CidFormat withCodec(long otherCodec) {
    return new CidFormat(otherCodec == Multicodec.DAG_PB ? version : 1, otherCodec, hash);
  }

  /** The CID of content that has this hash. */
  public Cid cid(Multihash multihash) {
    return version == 0 ? Cid.v0(multihash) : Cid.v1(codec, multihash);
  }
}
