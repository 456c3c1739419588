package org.helia.testkit.block;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;

/** Hands every call to another store: the base of stores that misbehave in one respect. */
public class ForwardingBlockstore implements Blockstore {
  private final Blockstore inner;

  /**
   * In front of a store.
   *
   * @param inner gets the calls
   */
  protected ForwardingBlockstore(Blockstore inner) {
    this.inner = inner;
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    return inner.get(hash);
  }

  @Override
  public OptionalInt size(Multihash hash) {
    return inner.size(hash);
  }

  @Override
  public boolean has(Multihash hash) {
    return inner.has(hash);
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    inner.put(hash, bytes);
  }

  @Override
  public void sync() {
    inner.sync();
  }

  @Override
  public boolean delete(Multihash hash) {
    return inner.delete(hash);
  }

  @Override
  public Stream<Multihash> hashes() {
    return inner.hashes();
  }

  @Override
  public String toString() {
    return inner.toString();
  }
}
