package org.helia.blocks.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/** The brokers of one reader, from the first block on that no store has. */
final class LazyOutside implements Supplier<Outside>, AutoCloseable {
  private final Brokers brokers;
  private final FetchOptions options;
  private final Set<Cid> expected = new LinkedHashSet<>();
  private @Nullable Outside outside;
  private boolean closed;

  LazyOutside(Brokers brokers, FetchOptions options) {
    this.brokers = brokers;
    this.options = options;
  }

  @Override
  public synchronized Outside get() {
    if (closed) {
      throw new BlockException("the session was closed before the block came");
    }
    if (outside == null) {
      outside = brokers.open(options);
      expected.forEach(outside::expectDag);
    }
    return outside;
  }

  /** Whether there was such a block. */
  synchronized boolean isOpen() {
    return outside != null;
  }

  synchronized void expectDag(Cid root) {
    expected.add(root);
    if (outside != null) {
      outside.expectDag(root);
    }
  }

  @Override
  public void close() {
    Outside open;
    synchronized (this) {
      closed = true;
      open = outside;
      outside = null;
    }
    if (open != null) {
      open.close();
    }
  }
}
