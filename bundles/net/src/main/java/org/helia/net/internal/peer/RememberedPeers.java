package org.helia.net.internal.peer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.helia.api.net.PeerStore;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of other peers: in memory, and written to a datastore once in a while. When there
 * are too many, or they have said so much of themselves that it takes too much memory, the one that
 * was used longest ago is forgotten.
 */
public final class RememberedPeers implements PeerStore {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedPeers.class);

  /** How many bytes there are for a peer on average; an honest one takes 1 to 3 KiB. */
  static final long BYTES_PER_PEER = 4 * 1_024;

  private final IntSupplier maxPeers;
  private final InstantSource clock;
  private final Consumer<PeerId> identified;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PeerId, PeerEntry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** What is not in the datastore as it is here. */
  private final Set<PeerId> unsaved = new HashSet<>();

  /** Whom the datastore knows; of nobody else has it to be told that he is forgotten. */
  private final Set<PeerId> kept = new HashSet<>();

  private long bytes;

  /**
   * Knows nobody.
   *
   * @param identified told of a peer that has said something of itself; never blocks
   */
  public RememberedPeers(IntSupplier maxPeers, InstantSource clock, Consumer<PeerId> identified) {
    this.maxPeers = maxPeers;
    this.clock = clock;
    this.identified = identified;
  }

  @Override
  public Set<PeerId> peers() {
    lock.lock();
    try {
      return Set.copyOf(entries.keySet());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<KnownPeer> get(PeerId peer) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(peer))
          .map(entry -> entry.at(clock.instant()))
          .map(entry -> new KnownPeer(peer, entry.sortedAddresses(), entry.identified()));
    } finally {
      lock.unlock();
    }
  }

  /** Where a peer may be now. */
  public List<Multiaddr> addresses(PeerId peer) {
    return get(peer).map(KnownPeer::addresses).orElse(List.of());
  }

  @Override
  public void addAddresses(PeerId peer, List<Multiaddr> addresses, Duration timeToLive) {
    if (!addresses.isEmpty()) {
      change(peer, entry -> entry.withAddresses(addresses, clock.instant().plus(timeToLive)));
    }
  }

  @Override
  public void identified(PeerId peer, Identified said) {
    change(peer, entry -> entry.with(said));
    identified.accept(peer);
  }

  private void change(PeerId peer, UnaryOperator<PeerEntry> change) {
    lock.lock();
    try {
      PeerEntry before = entries.getOrDefault(peer, PeerEntry.NOTHING).at(clock.instant());
      put(peer, change.apply(before));
      unsaved.add(peer);
      forgetTooMany();
    } finally {
      lock.unlock();
    }
  }

  private void put(PeerId peer, PeerEntry entry) {
    PeerEntry before = entries.put(peer, entry);
    bytes += entry.size() - (before == null ? 0 : before.size());
  }

  private void forgetTooMany() {
    int max = maxPeers.getAsInt();
    while (entries.size() > max || (bytes > max * BYTES_PER_PEER && !entries.isEmpty())) {
      forget(entries.keySet().iterator().next());
    }
  }

  private void forget(PeerId peer) {
    PeerEntry before = entries.remove(peer);
    if (before != null) {
      bytes -= before.size();
      if (kept.contains(peer)) {
        unsaved.add(peer);
      } else {
        unsaved.remove(peer);
      }
    }
  }

  @Override
  public void remove(PeerId peer) {
    lock.lock();
    try {
      forget(peer);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what has changed since the last time.
   *
   * @throws org.helia.api.store.DatastoreException when that fails; the next time tries again
   */
  public void save(Datastore store) {
    Map<PeerId, Optional<PeerEntry>> changes = changes();
    if (changes.isEmpty()) {
      return;
    }
    DatastoreBatch batch = new DatastoreBatch();
    changes.forEach(
        (peer, entry) ->
            entry.ifPresentOrElse(
                known -> batch.put(peer.toBytes(), PeerRecordBytes.write(known)),
                () -> batch.delete(peer.toBytes())));
    try {
      store.write(batch);
      forgetDeleted(changes);
    } catch (RuntimeException e) {
      lock.lock();
      try {
        unsaved.addAll(changes.keySet());
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  private void forgetDeleted(Map<PeerId, Optional<PeerEntry>> changes) {
    lock.lock();
    try {
      changes.forEach(
          (peer, entry) -> {
            if (entry.isEmpty() && !unsaved.contains(peer)) {
              kept.remove(peer);
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private Map<PeerId, Optional<PeerEntry>> changes() {
    lock.lock();
    try {
      Map<PeerId, Optional<PeerEntry>> changes = new HashMap<>();
      unsaved.forEach(peer -> changes.put(peer, Optional.ofNullable(entries.get(peer))));
      unsaved.clear();
      kept.addAll(changes.keySet()); // before it is written: to delete too much does no harm
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Reads what was written before. What is known already stays, as it is newer. */
  public void load(Datastore store) {
    try (Stream<DatastoreEntry> all = store.scan(new byte[0])) {
      all.forEach(this::load);
    }
  }

  private void load(DatastoreEntry stored) {
    try {
      PeerId peer = PeerId.fromBytes(stored.key());
      PeerEntry entry = PeerRecordBytes.read(stored.value()).at(clock.instant());
      lock.lock();
      try {
        kept.add(peer);
        if (entry.isEmpty() || entries.size() >= maxPeers.getAsInt()) {
          unsaved.add(peer);
        } else if (!entries.containsKey(peer)) {
          put(peer, entry);
          forgetTooMany();
        }
      } finally {
        lock.unlock();
      }
    } catch (MultiformatsException e) {
      LOG.warn("what the datastore knows of a peer is damaged and left out", e);
    }
  }
}
