package com.example.blockstore;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreName;
import org.helia.multiformats.Multihash;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * A whole blockstore. It keeps blocks in a sorted map, and ranks above the stores that come with the
 * node, so that new blocks go here as long as it is installed.
 */
@Component(property = "service.ranking:Integer=200")
@BlockstoreName("sample")
public final class SampleBlockstore implements Blockstore {
  private final ConcurrentSkipListMap<Multihash, byte[]> blocks = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  @Override
  public Optional<byte[]> get(Multihash hash) {
    return Optional.ofNullable(open().get(hash));
  }

  @Override
  public OptionalInt size(Multihash hash) {
    byte[] bytes = open().get(hash);
    return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes.length);
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    open().putIfAbsent(hash, bytes);
  }

  @Override
  public void sync() {
    open(); // Memory is as durable as it gets.
  }

  @Override
  public boolean delete(Multihash hash) {
    return open().remove(hash) != null;
  }

  @Override
  public Stream<Multihash> hashes() {
    return open().keySet().stream();
  }

  private ConcurrentSkipListMap<Multihash, byte[]> open() {
    if (closed) {
      throw new BlockstoreClosedException("sample");
    }
    return blocks;
  }

  /** From here on the node goes on with its other stores. */
  @Deactivate
  public void close() {
    closed = true;
  }
}
