package org.helia.broker.bitswap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;

/**
 * Remembers only which blocks it has; their bytes are in one map for all the nodes of a test, so
 * that hundreds of nodes fit into memory. What is put must be what the map has.
 */
final class SharedBlockstore implements Blockstore {
  private final Map<Multihash, byte[]> content;
  private final Set<Multihash> present = ConcurrentHashMap.newKeySet();

  /**
   * An empty store.
   *
   * @param content the bytes of all blocks that may be put; not copied
   */
  SharedBlockstore(Map<Multihash, byte[]> content) {
    this.content = content;
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    return present.contains(hash) ? Optional.of(content.get(hash)) : Optional.empty();
  }

  @Override
  public OptionalInt size(Multihash hash) {
    return get(hash).map(bytes -> OptionalInt.of(bytes.length)).orElse(OptionalInt.empty());
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    assertThat(bytes).isEqualTo(content.get(hash));
    present.add(hash);
  }

  /** In memory, there is nothing to do. */
  @Override
  public void sync() {}

  @Override
  public boolean delete(Multihash hash) {
    return present.remove(hash);
  }

  @Override
  public Stream<Multihash> hashes() {
    return present.stream();
  }
}
