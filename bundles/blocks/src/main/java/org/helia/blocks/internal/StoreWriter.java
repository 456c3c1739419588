package org.helia.blocks.internal;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;

/**
 * Stores blocks and remembers in which stores, and protects them from sweeps while it is open. Does
 * not look whether a block is there already: the store does, and knows best how.
 */
final class StoreWriter implements BlockWriter {
  private final Stores stores;
  private final Hashers hashers;
  private final WriteBarrier barrier;
  private final Protection protection;
  private final Admissions admissions;
  private final BlockListeners listeners;
  private final DagKeeper dagKeeper;
  private final Runnable whenClosed;

  /** Where blocks went since the last commit. Usually one. */
  private final Set<Blockstore> written = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param whenClosed run at each close
   */
  StoreWriter(
      Stores stores,
      Hashers hashers,
      WriteBarrier barrier,
      Admissions admissions,
      BlockListeners listeners,
      DagKeeper dagKeeper,
      Runnable whenClosed) {
    this.stores = stores;
    this.hashers = hashers;
    this.barrier = barrier;
    this.protection = barrier.open();
    this.admissions = admissions;
    this.listeners = listeners;
    this.dagKeeper = dagKeeper;
    this.whenClosed = whenClosed;
  }

  @Override
  public Cid put(CidFormat format, byte[] bytes) {
    checkOpen();
    Multihash hash = hashers.sum(format.hash(), bytes);
    hashers.requireCheckable(hash);
    store(hash, bytes);
    return format.cid(hash);
  }

  @Override
  public void put(Block block) {
    checkOpen();
    Multihash hash = block.cid().multihash();
    if (!hashers.matches(hash, block.bytes())) {
      throw new BlockMismatchException(block.cid(), "the caller", block.size());
    }
    store(hash, block.bytes());
  }

  private void store(Multihash hash, byte[] bytes) {
    if (!BlockReader.isInline(hash)) {
      protection.add(hash);
      admissions.admit(hash, bytes.length);
      Blockstore store = barrier.besideDeleters(hash, () -> stores.write(hash, bytes)).service();
      noteWritten(store);
      listeners.stored(hash, bytes);
    }
  }

  private void noteWritten(Blockstore store) {
    if (!written.contains(store)) {
      written.add(store);
    }
  }

  @Override
  public boolean keep(Cid cid) {
    checkOpen();
    Multihash hash = cid.multihash();
    if (BlockReader.isInline(hash)) {
      return true;
    }
    protection.add(hash);
    Optional<Blockstore> holder = barrier.besideDeleters(hash, () -> stores.holder(hash));
    holder.ifPresent(this::noteWritten);
    return holder.isPresent();
  }

  @Override
  public void keepDag(Cid root) {
    checkOpen();
    Sweep sweep = barrier.keepDag(protection, root);
    if (sweep != null) {
      dagKeeper.keep(root, sweep);
    }
  }

  /**
   * Syncs the stores that blocks went to. One that has left since has synced itself, as its
   * contract says; one that leaves while it is asked does so, too.
   */
  @Override
  public void commit() {
    checkOpen();
    Set<Blockstore> toSync = Set.copyOf(written);
    written.removeAll(toSync);
    try {
      stores.plugins().ask(plugin -> sync(plugin, toSync));
    } catch (RuntimeException e) {
      written.addAll(toSync);
      throw e;
    }
  }

  private static Optional<Void> sync(Plugin<Blockstore> plugin, Set<Blockstore> toSync) {
    if (toSync.contains(plugin.service())) {
      try {
        plugin.service().sync();
      } catch (BlockstoreClosedException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    barrier.close(protection);
    whenClosed.run();
  }
}
