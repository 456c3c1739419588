package org.helia.testkit.block;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.multiformats.Multihash;

/**
 * A blockstore in a map that also tells which blocks would survive a crash. Keeps the whole
 * contract, including that a closed store refuses every call.
 */
public final class FakeBlockstore implements Blockstore {
  private final String name;
  private final ConcurrentMap<Multihash, byte[]> blocks = new ConcurrentHashMap<>();
  private final Set<Multihash> unsynced = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * An empty store.
   *
   * @param name what its errors call it
   */
  public FakeBlockstore(String name) {
    this.name = name;
  }

  /** How many blocks are in it. */
  public int count() {
    return blocks.size();
  }

  /** The blocks that were put after the last sync began, or while it ran. */
  public Set<Multihash> unsynced() {
    return Set.copyOf(unsynced);
  }

  /** Refuses every call from now on. */
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new BlockstoreClosedException(name);
    }
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    checkOpen();
    return Optional.ofNullable(blocks.get(hash));
  }

  @Override
  public OptionalInt size(Multihash hash) {
    checkOpen();
    byte[] bytes = blocks.get(hash);
    return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes.length);
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    checkOpen();
    if (blocks.putIfAbsent(hash, bytes) == null) {
      unsynced.add(hash);
    }
  }

  @Override
  public void sync() {
    checkOpen();
    unsynced.removeAll(unsynced());
  }

  @Override
  public boolean delete(Multihash hash) {
    checkOpen();
    unsynced.remove(hash);
    return blocks.remove(hash) != null;
  }

  @Override
  public Stream<Multihash> hashes() {
    checkOpen();
    return blocks.keySet().stream();
  }

  @Override
  public String toString() {
    return name;
  }
}
