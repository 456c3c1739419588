package org.helia.net.internal.dial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.Connection;
import org.helia.api.net.DialException;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * A dial to one peer at several addresses: one after the other, each a moment after the one before
 * or as soon as that has failed, until one connects. The others are given up then.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8305">RFC 8305, Happy Eyeballs</a>
 */
final class Race {
  private final PeerId peer;
  private final Track track;
  private final CompletableFuture<Connection> result = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Multiaddr> next;
  private final Map<Multiaddr, Running> running = new LinkedHashMap<>();
  private final List<DialException.Attempt> failures;
  private int waiters;
  private boolean over;

  /** What the race runs on. */
  interface Track {
    /** Begins to dial; the result completes when the connection can be used. */
    Running dial(PeerId peer, Multiaddr address);

    /** Runs a task later. */
    void later(Duration delay, Runnable task);

    /** How long an address has a head start. */
    Duration stagger(Multiaddr address);
  }

  /**
   * One address that is being dialled.
   *
   * @param stop gives it up
   */
  record Running(CompletableFuture<? extends Connection> result, Runnable stop) {}

  /**
   * @param addresses the best first
   * @param ruledOut addresses that are not tried, and why
   */
  Race(PeerId peer, List<Multiaddr> addresses, List<DialException.Attempt> ruledOut, Track track) {
    this.peer = peer;
    this.track = track;
    this.next = new ArrayDeque<>(addresses);
    this.failures = new ArrayList<>(ruledOut);
  }

  CompletableFuture<Connection> result() {
    return result;
  }

  /** Somebody waits for it. Whoever enters leaves. */
  boolean enter() {
    lock.lock();
    try {
      if (over) {
        return false;
      }
      waiters++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody waits no longer; the last one ends the race. */
  void leave() {
    lock.lock();
    try {
      waiters--;
      if (waiters > 0 || over) {
        return;
      }
    } finally {
      lock.unlock();
    }
    stop(new NetException("given up"));
  }

  /** Begins with the next address, or ends the race when there is none. */
  void goOn() {
    Multiaddr address;
    lock.lock();
    try {
      if (over) {
        return;
      }
      address = next.poll();
      if (address == null) {
        endIfNothingRuns();
        return;
      }
      running.put(address, new Running(new CompletableFuture<>(), () -> {}));
    } finally {
      lock.unlock();
    }
    begin(address);
  }

  private void begin(Multiaddr address) {
    Running begun = track.dial(peer, address);
    boolean tooLate;
    lock.lock();
    try {
      tooLate = over;
      if (running.containsKey(address)) {
        running.put(address, begun);
      }
    } finally {
      lock.unlock();
    }
    if (tooLate) {
      begun.stop().run();
    }
    begun
        .result()
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                won(address, connection);
              } else {
                lost(address, failure);
              }
            });
    track.later(track.stagger(address), this::staggered);
  }

  private void staggered() {
    boolean more;
    lock.lock();
    try {
      more = !next.isEmpty();
    } finally {
      lock.unlock();
    }
    if (more) {
      goOn();
    }
  }

  private void won(Multiaddr address, Connection connection) {
    List<Running> losers;
    lock.lock();
    try {
      running.remove(address);
      losers = List.copyOf(running.values());
      over = true;
    } finally {
      lock.unlock();
    }
    if (!result.complete(connection)) {
      connection.close();
    }
    losers.forEach(loser -> loser.stop().run());
  }

  private void lost(Multiaddr address, Throwable failure) {
    @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    lock.lock();
    try {
      running.remove(address);
      if (over) {
        return;
      }
      failures.add(new DialException.Attempt(address, cause == null ? failure : cause));
    } finally {
      lock.unlock();
    }
    goOn();
  }

  /** Under the lock. */
  private void endIfNothingRuns() {
    if (running.isEmpty()) {
      over = true;
      result.completeExceptionally(new DialException(peer, failures));
    }
  }

  /** Ends the race; every address that has not failed by itself fails of the cause. */
  void stop(NetException cause) {
    List<Running> stopped;
    List<DialException.Attempt> all;
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      stopped = List.copyOf(running.values());
      all = allFailures(cause);
    } finally {
      lock.unlock();
    }
    result.completeExceptionally(new DialException(peer, all));
    stopped.forEach(each -> each.stop().run());
  }

  /** What has failed so far, and the others with a cause that is given. Under the lock. */
  private List<DialException.Attempt> allFailures(NetException cause) {
    List<DialException.Attempt> all = new ArrayList<>(failures);
    running.keySet().forEach(address -> all.add(new DialException.Attempt(address, cause)));
    next.forEach(
        address ->
            all.add(
                new DialException.Attempt(
                    address, new NetException("was not tried before the others took the time"))));
    return all;
  }

  /** The error of somebody who has waited long enough. */
  DialException tooLate(Duration waited) {
    lock.lock();
    try {
      return new DialException(
          peer, allFailures(new NetException("no answer in %,d ms".formatted(waited.toMillis()))));
    } finally {
      lock.unlock();
    }
  }
}
