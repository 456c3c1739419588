package org.helia.testkit.block;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;

/**
 * A store whose disk has gone bad under some blocks. As on a disk, deleting a block and storing it
 * again makes it good.
 */
public final class CorruptingBlockstore extends ForwardingBlockstore {
  private final Map<Multihash, UnaryOperator<byte[]>> damage = new ConcurrentHashMap<>();

  /**
   * A store that is intact until told otherwise.
   *
   * @param inner holds the blocks, undamaged
   */
  public CorruptingBlockstore(Blockstore inner) {
    super(inner);
  }

  /** Flips one bit in the middle of a block, which must not be empty. */
  public void flipBit(Multihash hash) {
    damage.put(
        hash,
        bytes -> {
          byte[] damaged = bytes.clone();
          damaged[damaged.length / 2] ^= 1;
          return damaged;
        });
  }

  /** Cuts a block off after some bytes. */
  public void truncate(Multihash hash, int length) {
    damage.put(hash, bytes -> Arrays.copyOf(bytes, Math.min(length, bytes.length)));
  }

  /** Whether a block is damaged. */
  public boolean isDamaged(Multihash hash) {
    return damage.containsKey(hash);
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    return super.get(hash).map(bytes -> damaged(hash, bytes));
  }

  @Override
  public OptionalInt size(Multihash hash) {
    return get(hash).map(bytes -> OptionalInt.of(bytes.length)).orElseGet(OptionalInt::empty);
  }

  private byte[] damaged(Multihash hash, byte[] bytes) {
    return damage.getOrDefault(hash, UnaryOperator.identity()).apply(bytes);
  }

  @Override
  public boolean delete(Multihash hash) {
    boolean deleted = super.delete(hash);
    damage.remove(hash);
    return deleted;
  }
}
