package org.helia.net.internal.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.Connection;
import org.helia.api.net.Traffic;
import org.helia.multiformats.peer.PeerId;

/** The connections that are open. There may be several with one peer. */
public final class ConnectionPool {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PeerId, List<NetConnection>> byPeer = new HashMap<>();
  private final TrafficCounter ended = new TrafficCounter();
  private int size;

  /** An empty pool. */
  public ConnectionPool() {}

  /**
   * @return how many there are now
   */
  int add(NetConnection connection) {
    lock.lock();
    try {
      byPeer.computeIfAbsent(connection.remotePeer(), each -> new ArrayList<>()).add(connection);
      return ++size;
    } finally {
      lock.unlock();
    }
  }

  void remove(NetConnection connection) {
    lock.lock();
    try {
      List<NetConnection> all = byPeer.getOrDefault(connection.remotePeer(), new ArrayList<>());
      if (all.remove(connection)) {
        size--;
        ended.add(connection.traffic());
      }
      if (all.isEmpty()) {
        byPeer.remove(connection.remotePeer());
      }
    } finally {
      lock.unlock();
    }
  }

  /** All of them that can be used. */
  public List<Connection> all() {
    return open().stream().<Connection>map(each -> each).toList();
  }

  List<NetConnection> open() {
    lock.lock();
    try {
      return byPeer.values().stream().flatMap(List::stream).filter(Connection::isOpen).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Those with a peer that can be used, the preferred first. */
  public List<NetConnection> of(PeerId peer) {
    lock.lock();
    try {
      return byPeer.getOrDefault(peer, List.of()).stream()
          .filter(Connection::isOpen)
          .map(Candidate::new)
          .sorted()
          .map(Candidate::connection)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** The preferred one with a peer. */
  public Optional<NetConnection> best(PeerId peer) {
    return of(peer).stream().findFirst();
  }

  /** What all connections have carried, those that have ended included. */
  public Traffic traffic() {
    lock.lock();
    try {
      return byPeer.values().stream()
          .flatMap(List::stream)
          .map(Connection::traffic)
          .reduce(ended.sum(), Traffic::plus);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A connection with what it is ranked by, which must not change meanwhile. The one that is busy
   * is known to work; of idle ones the newest is the likeliest to be alive.
   */
  private record Candidate(NetConnection connection, int streams) implements Comparable<Candidate> {
    Candidate(NetConnection connection) {
      this(connection, connection.streamCount());
    }

    @Override
    public int compareTo(Candidate other) {
      int byStreams = Integer.compare(other.streams, streams);
      return byStreams != 0
          ? byStreams
          : other.connection.openedAt().compareTo(connection.openedAt());
    }
  }
}
