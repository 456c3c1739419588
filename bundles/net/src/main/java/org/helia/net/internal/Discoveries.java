package org.helia.net.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.helia.api.HeliaException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerDiscovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets discoveries search while the node may dial others, and dials whom they find. */
final class Discoveries {
  private static final Logger LOG = LoggerFactory.getLogger(Discoveries.class);

  /** How many found peers are dialled at once; those found meanwhile are left out. */
  private static final int MAX_DIALS = 16;

  private final Executor workers;
  private final Consumer<PeerAddresses> dial;
  private final BooleanSupplier wanted;
  private final Semaphore dials = new Semaphore(MAX_DIALS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PeerDiscovery, Search> searches = new HashMap<>();
  private boolean searching;

  /** A discovery, and its search when there is one. */
  private record Search(Optional<PeerDiscovery.Search> underWay) {}

  /**
   * @param dial blocks until a peer is connected or has failed
   * @param wanted whether more peers are wanted now
   */
  Discoveries(Executor workers, Consumer<PeerAddresses> dial, BooleanSupplier wanted) {
    this.workers = workers;
    this.dial = dial;
    this.wanted = wanted;
  }

  /** Says whether the node may dial others by itself. */
  void search(boolean may) {
    lock.lock();
    try {
      searching = may;
      searches.replaceAll((discovery, search) -> may ? begin(discovery, search) : end(search));
    } finally {
      lock.unlock();
    }
  }

  void add(PeerDiscovery discovery) {
    lock.lock();
    try {
      Search none = new Search(Optional.empty());
      searches.put(discovery, searching ? begin(discovery, none) : none);
    } finally {
      lock.unlock();
    }
  }

  void remove(PeerDiscovery discovery) {
    lock.lock();
    try {
      Search search = searches.remove(discovery);
      if (search != null) {
        end(search);
      }
    } finally {
      lock.unlock();
    }
  }

  private Search begin(PeerDiscovery discovery, Search search) {
    return search.underWay().isPresent()
        ? search
        : new Search(Optional.of(discovery.start(peer -> found(discovery, peer))));
  }

  private static Search end(Search search) {
    search.underWay().ifPresent(PeerDiscovery.Search::close);
    return new Search(Optional.empty());
  }

  private void found(PeerDiscovery discovery, PeerAddresses peer) {
    if (!wanted.getAsBoolean() || !dials.tryAcquire()) {
      return;
    }
    try {
      workers.execute(() -> dial(discovery, peer));
    } catch (RejectedExecutionException e) {
      dials.release();
      LOG.debug("the node stops, so peer {} is not dialled", peer.peer(), e);
    }
  }

  private void dial(PeerDiscovery discovery, PeerAddresses peer) {
    try {
      dial.accept(peer);
    } catch (HeliaException e) {
      LOG.debug("peer {} that {} found is not reached", peer.peer(), discovery.name(), e);
    } finally {
      dials.release();
    }
  }
}
