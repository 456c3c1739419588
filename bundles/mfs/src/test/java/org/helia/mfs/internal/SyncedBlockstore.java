package org.helia.mfs.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.ForwardingBlockstore;

/** Writes blocks to a file when it is synced; those that are not synced die with the process. */
final class SyncedBlockstore extends ForwardingBlockstore {
  private final Blockstore inner;
  private final LogFile file;
  private final Set<Multihash> unsynced = ConcurrentHashMap.newKeySet();

  SyncedBlockstore(Blockstore inner, LogFile file) {
    super(inner);
    this.inner = inner;
    this.file = file;
    file.read((hash, bytes) -> inner.put(Multihash.fromBytes(hash), bytes));
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    if (!inner.has(hash)) {
      inner.put(hash, bytes);
      unsynced.add(hash);
    }
  }

  @Override
  public synchronized void sync() {
    List<Multihash> synced = List.copyOf(unsynced);
    file.append(
        synced.stream()
            .map(hash -> new LogFile.Entry(hash.toBytes(), inner.get(hash).orElseThrow()))
            .toList());
    unsynced.removeAll(synced);
  }
}
