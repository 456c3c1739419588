package org.helia.net.internal.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.Direction;
import org.helia.api.net.ResourceLimitException;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * What one connection uses. Belongs to the system from the beginning and to a peer from the moment
 * that the peer is known. Closing it gives all of it back, streams that are still open included.
 */
public final class ConnectionResources implements AutoCloseable {
  private final ResourceLimits limits;
  private final Direction direction;
  private final Claim connection;
  private final Scope own;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PeerId peer;
  private @Nullable Scope peerScope;
  private @Nullable Claim peerConnection;
  private long memory;
  private boolean closed;

  ConnectionResources(ResourceLimits limits, Direction direction, Claim connection) {
    this.limits = limits;
    this.direction = direction;
    this.connection = connection;
    this.own = new Scope("connection", Level.CONNECTION, limits.table());
  }

  /**
   * Says whose connection it is; once.
   *
   * @throws ResourceLimitException when the peer has too many connections
   */
  public void belongsTo(PeerId remote) {
    lock.lock();
    try {
      if (closed || peer != null) {
        return;
      }
      Scope scope = limits.peer(remote);
      peer = remote;
      peerConnection = Claim.of(List.of(scope.limit(Resource.connections(direction))), 1);
      Limit ofPeer = scope.limit(Resource.MEMORY);
      if (!ofPeer.take(memory)) {
        throw new ResourceLimitException(ofPeer.usage());
      }
      peerScope = scope;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a stream.
   *
   * @return closing it gives it back
   * @throws ResourceLimitException when the connection, its peer or the system has too many
   */
  public Claim stream(Direction of) {
    lock.lock();
    try {
      return Claim.of(scopes(Resource.streams(of)), 1);
    } finally {
      lock.unlock();
    }
  }

  /** Takes memory, if it is there. */
  public boolean reserveMemory(long bytes) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (Limit.takeAll(scopes(Resource.MEMORY), bytes).isPresent()) {
        return false;
      }
      memory += bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives memory back. */
  public void releaseMemory(long bytes) {
    lock.lock();
    try {
      long given = Math.min(bytes, memory);
      scopes(Resource.MEMORY).forEach(limit -> limit.give(given));
      memory -= given;
    } finally {
      lock.unlock();
    }
  }

  private List<Limit> scopes(Resource resource) {
    List<Limit> all = new ArrayList<>(3);
    all.add(own.limit(resource));
    Scope ofPeer = peerScope;
    if (ofPeer != null) {
      all.add(ofPeer.limit(resource));
    }
    all.add(limits.system().limit(resource));
    return all;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        release();
      }
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    scopes(Resource.MEMORY).forEach(limit -> limit.give(memory));
    memory = 0;
    connection.close();
    Claim ofPeer = peerConnection;
    if (ofPeer != null) {
      ofPeer.close();
    }
    PeerId remote = peer;
    if (remote != null) {
      limits.leave(remote);
    }
  }
}
