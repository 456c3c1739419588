package org.helia.api.unixfs;

import java.util.List;
import java.util.Optional;
import org.helia.multiformats.Multicodec;

/**
 * Everything that decides which DAG, and so which CID, a file tree becomes. The same tree under the
 * same profile has the same CID everywhere.
 *
 * @param name the profile's registered name, or "custom"
 * @param cidVersion 0 or 1
 * @param hash the multicodec code of the hash function
 * @param rawLeaves whether a file's chunks are raw blocks; otherwise they are wrapped in DAG-PB
 * @param chunkBytes the size of a chunk in bytes, 1 to {@value #MAX_CHUNK_BYTES}
 * @param maxFileLinks how many children a node of a file has at most, 2 to {@value #MAX_FILE_LINKS}
 * @param hamtThresholdBytes a directory whose estimated size is over this becomes a HAMT
 * @param hamtEstimation how a directory's size is estimated
 * @param hamtFanout how many slots a HAMT node has; a power of two from 8 to {@value
 *     #MAX_HAMT_FANOUT}
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/">IPIP-499</a>
 */
public record UnixFsProfile(
    String name,
    int cidVersion,
    long hash,
    boolean rawLeaves,
    int chunkBytes,
    int maxFileLinks,
    int hamtThresholdBytes,
    HamtEstimation hamtEstimation,
    int hamtFanout) {
  /**
   * The largest chunk, the same as Kubo's: wrapped in DAG-PB it still is a block of at most 2 MiB,
   * which others accept.
   */
  public static final int MAX_CHUNK_BYTES = 2 * 1024 * 1024 - 256;

  /** The most links that a file node may have, so that the node stays well under 2 MiB. */
  public static final int MAX_FILE_LINKS = 8192;

  /** The largest HAMT fanout that readers accept. */
  public static final int MAX_HAMT_FANOUT = 1024;

  /** CIDv1, raw leaves, chunks of 1 MiB, 1024 links. */
  public static final UnixFsProfile V1_2025 =
      new UnixFsProfile(
          "unixfs-v1-2025",
          1,
          Multicodec.SHA2_256,
          true,
          1_048_576,
          1024,
          262_144,
          HamtEstimation.BLOCK,
          256);

  /**
   * CIDv0, wrapped leaves, chunks of 256 KiB, 174 links: what most existing content was made with.
   */
  public static final UnixFsProfile V0_2015 =
      new UnixFsProfile(
          "unixfs-v0-2015",
          0,
          Multicodec.SHA2_256,
          false,
          262_144,
          174,
          262_144,
          HamtEstimation.LINKS,
          256);

  /** The profiles that have names. */
  public static final List<UnixFsProfile> NAMED = List.of(V1_2025, V0_2015);

  /** How the size of a directory is estimated. */
  public enum HamtEstimation {
    /** The sum of the lengths of all names and CIDs in bytes. */
    LINKS,
    /** The length of the directory's serialised block in bytes. */
    BLOCK,
  }

  /**
   * @throws IllegalArgumentException when a value is out of its range; the message names it
   */
  public UnixFsProfile {
    requireRange("CID version", cidVersion, 0, 1);
    requireRange("chunk size", chunkBytes, 1, MAX_CHUNK_BYTES);
    requireRange("number of links of a file node", maxFileLinks, 2, MAX_FILE_LINKS);
    requireRange("HAMT threshold", hamtThresholdBytes, 0, Integer.MAX_VALUE);
    requireRange("HAMT fanout", hamtFanout, 8, MAX_HAMT_FANOUT);
    if (Integer.bitCount(hamtFanout) != 1) {
      throw new IllegalArgumentException("HAMT fanout must be a power of two, not " + hamtFanout);
    }
    if (cidVersion == 0 && hash != Multicodec.SHA2_256) {
      throw new IllegalArgumentException(
          "CIDv0 needs sha2-256, not " + Multicodec.nameOf(hash) + "; use CIDv1");
    }
  }

  private static void requireRange(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(what, min, max, value));
    }
  }

  /** The named profile. */
  public static Optional<UnixFsProfile> byName(String name) {
    return NAMED.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** A copy to change one value of; its name becomes "custom" once a value is changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes single values of a profile. */
  public static final class Builder {
    private final UnixFsProfile base;
    private int cidVersion;
    private long hash;
    private boolean rawLeaves;
    private int chunkBytes;
    private int maxFileLinks;
    private int hamtThresholdBytes;
    private HamtEstimation hamtEstimation;
    private int hamtFanout;

    private Builder(UnixFsProfile base) {
      this.base = base;
      this.cidVersion = base.cidVersion;
      this.hash = base.hash;
      this.rawLeaves = base.rawLeaves;
      this.chunkBytes = base.chunkBytes;
      this.maxFileLinks = base.maxFileLinks;
      this.hamtThresholdBytes = base.hamtThresholdBytes;
      this.hamtEstimation = base.hamtEstimation;
      this.hamtFanout = base.hamtFanout;
    }

    /** Sets the CID version, 0 or 1. */
    public Builder cidVersion(int value) {
      cidVersion = value;
      return this;
    }

    /** Sets the hash function's multicodec code. */
    public Builder hash(long value) {
      hash = value;
      return this;
    }

    /** Sets whether chunks are raw blocks. */
    public Builder rawLeaves(boolean value) {
      rawLeaves = value;
      return this;
    }

    /** Sets the size of a chunk in bytes. */
    public Builder chunkBytes(int value) {
      chunkBytes = value;
      return this;
    }

    /** Sets how many children a node of a file has at most. */
    public Builder maxFileLinks(int value) {
      maxFileLinks = value;
      return this;
    }

    /** Sets the estimated size in bytes over which a directory becomes a HAMT. */
    public Builder hamtThresholdBytes(int value) {
      hamtThresholdBytes = value;
      return this;
    }

    /** Sets how a directory's size is estimated. */
    public Builder hamtEstimation(HamtEstimation value) {
      hamtEstimation = value;
      return this;
    }

    /** Sets how many slots a HAMT node has. */
    public Builder hamtFanout(int value) {
      hamtFanout = value;
      return this;
    }

    /**
     * The profile.
     *
     * @throws IllegalArgumentException when a value is out of its range; the message names it
     */
    public UnixFsProfile build() {
      UnixFsProfile built = named(base.name);
      return built.equals(base) ? base : named("custom");
    }

    private UnixFsProfile named(String name) {
      return new UnixFsProfile(
          name,
          cidVersion,
          hash,
          rawLeaves,
          chunkBytes,
          maxFileLinks,
          hamtThresholdBytes,
          hamtEstimation,
          hamtFanout);
    }
  }
}
