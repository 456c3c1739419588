package org.helia.testkit.block;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.helia.api.block.Block;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.codec.FakeHashers;

/** Blocks with pseudo-random content and right CIDs, the same for the same arguments. */
public final class SampleBlocks {
  private static final Hashers HASHERS = new FakeHashers();

  private SampleBlocks() {}

  /**
   * One block, CIDv1, raw, SHA2-256.
   *
   * @param seed another seed gives other content, provided that the size allows it
   * @param size in bytes
   */
  public static Block raw(long seed, int size) {
    return raw(bytes(seed, size));
  }

  /** The block that has this content, CIDv1, raw, SHA2-256. */
  public static Block raw(byte[] bytes) {
    Multihash hash = HASHERS.sum(Multicodec.SHA2_256, bytes);
    return Block.of(CidFormat.V1_RAW.cid(hash), bytes);
  }

  /**
   * Blocks that differ, with the seeds 0 to count - 1.
   *
   * @param size in bytes, at least 8
   */
  public static List<Block> many(int count, int size) {
    return IntStream.range(0, count).mapToObj(seed -> raw(seed, size)).toList();
  }

  /** Pseudo-random bytes. */
  public static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
