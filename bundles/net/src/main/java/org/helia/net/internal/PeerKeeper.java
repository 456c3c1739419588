package org.helia.net.internal;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.HeliaException;
import org.helia.api.store.Datastore;
import org.helia.api.store.Datastores;
import org.helia.net.internal.peer.RememberedPeers;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the peers that are remembered into the datastore and back, while that comes and goes. */
final class PeerKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerKeeper.class);
  private static final String NAMESPACE = "peers";
  private static final long SAVE_SECONDS = 30;
  private static final long CLOSE_SECONDS = 5;

  private final RememberedPeers peers;
  private final ScheduledExecutorService timer = Workers.timer("helia-peers");
  private final AtomicReference<@Nullable Datastores> datastores = new AtomicReference<>();

  PeerKeeper(RememberedPeers peers) {
    this.peers = peers;
    var unused =
        timer.scheduleWithFixedDelay(this::save, SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
  }

  void add(Datastores arriving) {
    datastores.set(arriving);
    timer.execute(() -> load(arriving.open(NAMESPACE)));
  }

  void remove(Datastores leaving) {
    datastores.compareAndSet(leaving, null);
  }

  private void load(Datastore store) {
    try {
      peers.load(store);
    } catch (HeliaException e) {
      LOG.warn("the peers of earlier days cannot be read, so the node begins without them", e);
    }
  }

  private void save() {
    Datastores present = datastores.get();
    if (present != null) {
      try {
        peers.save(present.open(NAMESPACE));
      } catch (HeliaException e) {
        LOG.warn("the peers cannot be saved; the next attempt is in {} s", SAVE_SECONDS, e);
      }
    }
  }

  /** Saves a last time. */
  @Override
  public void close() {
    timer.execute(this::save);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
