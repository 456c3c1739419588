package org.helia.blocks.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.Blockstore;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read of one block from the blockstores; knows afterwards which of them have it corrupt. */
final class LocalRead {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRead.class);

  private final Cid cid;
  private final Hashers hashers;
  private final boolean verify;
  private final Map<Plugin<Blockstore>, BlockMismatchException> corrupt = new HashMap<>(0);

  LocalRead(Cid cid, Hashers hashers, boolean verify) {
    this.cid = cid;
    this.hashers = hashers;
    this.verify = verify;
  }

  /**
   * The block, from the best store that has it right.
   *
   * @return empty when none has
   */
  Optional<byte[]> from(Stores stores, Duration atMost, Inquiry inquiry) {
    return stores.search(atMost, inquiry, this::readRight);
  }

  private Optional<byte[]> readRight(Plugin<Blockstore> plugin) {
    Multihash hash = cid.multihash();
    Optional<byte[]> bytes = plugin.service().get(hash);
    boolean trusted = !verify && Stores.isWritable(plugin);
    if (trusted || bytes.isEmpty() || hashers.matches(hash, bytes.get())) {
      return bytes;
    }
    corrupt.put(plugin, mismatch(plugin, bytes.get().length));
    return Optional.empty();
  }

  private BlockMismatchException mismatch(Plugin<Blockstore> plugin, int size) {
    return new BlockMismatchException(cid, "blockstore " + Stores.nameOf(plugin), size);
  }

  /**
   * The error when no right copy is to be had: that of a store that has a corrupt one, or that
   * nobody has any.
   *
   * @param hint what else the reader should know, or nothing
   */
  BlockException notFound(Inquiry inquiry, String hint) {
    Optional<BlockMismatchException> mismatch = corrupt.values().stream().findFirst();
    mismatch.ifPresent(inquiry::attachTo);
    return mismatch.isPresent() ? mismatch.get() : inquiry.notFound(cid, hint);
  }

  /** Replaces the corrupt copies by a right one. What goes wrong here is logged only. */
  void heal(Stores stores, byte[] right) {
    corrupt.keySet().forEach(plugin -> heal(stores, plugin, right));
  }

  private void heal(Stores stores, Plugin<Blockstore> plugin, byte[] right) {
    Multihash hash = cid.multihash();
    String name = Stores.nameOf(plugin);
    if (!Stores.isWritable(plugin)) {
      LOG.warn("the read-only blockstore {} has a corrupt copy of block {}", name, cid);
      return;
    }
    try {
      if (stores.locks().locked(hash, () -> Stores.inside(plugin, store -> heal(store, right)))) {
        LOG.warn("blockstore {} had a corrupt copy of block {}; replaced it", name, cid);
      }
    } catch (RuntimeException e) {
      LOG.warn("blockstore {} has a corrupt copy of block {} and keeps it", name, cid, e);
    }
  }

  /**
   * A store leaves a block alone that it has, so the corrupt one goes first. It may have been
   * healed or deleted since.
   */
  private boolean heal(Blockstore store, byte[] right) {
    Multihash hash = cid.multihash();
    boolean stillCorrupt =
        store.get(hash).map(bytes -> !hashers.matches(hash, bytes)).orElse(false);
    if (stillCorrupt && store.delete(hash)) {
      store.put(hash, right);
      return true;
    }
    return false;
  }
}
