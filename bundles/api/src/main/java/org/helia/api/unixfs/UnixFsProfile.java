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
 * @param chunker how the content of a file is cut
 * @param layout how the chunks of a file are put together
 * @param maxFileLinks how many children a node of a file has at most, 2 to {@value #MAX_FILE_LINKS}
 * @param maxDirectoryLinks a directory of more entries becomes a HAMT, whatever its size; 0 for no
 *     such limit
 * @param hamtThresholdBytes a directory whose estimated size is over this becomes a HAMT
 * @param hamtEstimation how a directory's size is estimated
 * @param hamtFanout how many slots a HAMT node has; a power of two from 8 to {@value
 *     #MAX_HAMT_FANOUT}
 * @param inlineBytes blocks of up to so many bytes are not stored: their bytes stand in the CIDs
 *     that name them; 0 to {@value #MAX_INLINE_BYTES}, 0 for none, not even empty ones
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/">IPIP-499</a>
 */
public record UnixFsProfile(
    String name,
    int cidVersion,
    long hash,
    boolean rawLeaves,
    Chunker chunker,
    FileLayout layout,
    int maxFileLinks,
    int maxDirectoryLinks,
    int hamtThresholdBytes,
    HamtEstimation hamtEstimation,
    int hamtFanout,
    int inlineBytes) {
  /** The most links that a file node may have, so that the node stays well under 2 MiB. */
  public static final int MAX_FILE_LINKS = 8192;

  /** The largest HAMT fanout that readers accept. */
  public static final int MAX_HAMT_FANOUT = 1024;

  /**
   * The most bytes that a CID may hold itself.
   *
   * @see <a href="https://specs.ipfs.tech/ipips/ipip-0512/">IPIP-512</a>
   */
  public static final int MAX_INLINE_BYTES = 128;

  /** The name of a profile that is none of the named ones. */
  public static final String CUSTOM = "custom";

  /** CIDv1, raw leaves, chunks of 1 MiB, 1024 links. */
  public static final UnixFsProfile V1_2025 =
      new UnixFsProfile(
          "unixfs-v1-2025",
          1,
          Multicodec.SHA2_256,
          true,
          new Chunker.FixedSize(1_048_576),
          FileLayout.BALANCED,
          1024,
          0,
          262_144,
          HamtEstimation.BLOCK,
          256,
          0);

  /**
   * CIDv0, wrapped leaves, chunks of 256 KiB, 174 links: what most existing content was made with.
   */
  public static final UnixFsProfile V0_2015 =
      new UnixFsProfile(
          "unixfs-v0-2015",
          0,
          Multicodec.SHA2_256,
          false,
          new Chunker.FixedSize(262_144),
          FileLayout.BALANCED,
          174,
          0,
          262_144,
          HamtEstimation.LINKS,
          256,
          0);

  /** The profiles of IPIP-499, which every node has; {@link UnixFs#profiles} tells all. */
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
    requireRange("number of links of a file node", maxFileLinks, 2, MAX_FILE_LINKS);
    requireRange("number of links of a directory", maxDirectoryLinks, 0, Integer.MAX_VALUE);
    requireRange("HAMT threshold", hamtThresholdBytes, 0, Integer.MAX_VALUE);
    requireRange("HAMT fanout", hamtFanout, 8, MAX_HAMT_FANOUT);
    requireRange("size of inlined blocks", inlineBytes, 0, MAX_INLINE_BYTES);
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

  /** The profile of IPIP-499 with this name; {@link UnixFs#profile} knows the others, too. */
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
    private Chunker chunker;
    private FileLayout layout;
    private int maxFileLinks;
    private int maxDirectoryLinks;
    private int hamtThresholdBytes;
    private HamtEstimation hamtEstimation;
    private int hamtFanout;
    private int inlineBytes;

    private Builder(UnixFsProfile base) {
      this.base = base;
      this.cidVersion = base.cidVersion;
      this.hash = base.hash;
      this.rawLeaves = base.rawLeaves;
      this.chunker = base.chunker;
      this.layout = base.layout;
      this.maxFileLinks = base.maxFileLinks;
      this.maxDirectoryLinks = base.maxDirectoryLinks;
      this.hamtThresholdBytes = base.hamtThresholdBytes;
      this.hamtEstimation = base.hamtEstimation;
      this.hamtFanout = base.hamtFanout;
      this.inlineBytes = base.inlineBytes;
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

    /** Sets how the content of a file is cut. */
    public Builder chunker(Chunker value) {
      chunker = value;
      return this;
    }

    /**
     * Sets chunks of one size.
     *
     * @param value the size in bytes
     * @throws IllegalArgumentException when it is out of its range
     */
    public Builder chunkBytes(int value) {
      return chunker(new Chunker.FixedSize(value));
    }

    /** Sets how the chunks of a file are put together. */
    public Builder layout(FileLayout value) {
      layout = value;
      return this;
    }

    /** Sets how many children a node of a file has at most. */
    public Builder maxFileLinks(int value) {
      maxFileLinks = value;
      return this;
    }

    /** Sets how many entries a directory has at most that is no HAMT; 0 for no such limit. */
    public Builder maxDirectoryLinks(int value) {
      maxDirectoryLinks = value;
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

    /** Sets up to how many bytes blocks stand in their CIDs; 0 for none. */
    public Builder inlineBytes(int value) {
      inlineBytes = value;
      return this;
    }

    /**
     * The profile, named "custom" unless nothing was changed.
     *
     * @throws IllegalArgumentException when a value is out of its range; the message names it
     */
    public UnixFsProfile build() {
      UnixFsProfile built = named(base.name);
      return built.equals(base) ? base : named(CUSTOM);
    }

    /**
     * The profile under a name of its own.
     *
     * @throws IllegalArgumentException when a value is out of its range; the message names it
     */
    public UnixFsProfile build(String name) {
      return named(name);
    }

    private UnixFsProfile named(String name) {
      return new UnixFsProfile(
          name,
          cidVersion,
          hash,
          rawLeaves,
          chunker,
          layout,
          maxFileLinks,
          maxDirectoryLinks,
          hamtThresholdBytes,
          hamtEstimation,
          hamtFanout,
          inlineBytes);
    }
  }
}
