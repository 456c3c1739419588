package org.helia.net.yamux.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.helia.api.CancelledException;
import org.helia.api.net.StreamTimeoutException;

/**
 * Something of which there is a limited amount; who asked first gets it first. Only {@link
 * Turn#await} waits.
 */
final class FairBudget {
  private final String name;
  private final long limit;
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private long used;

  /**
   * @param name what errors say the remote did not give room in
   * @param limit once that much is in use nobody gets any
   */
  FairBudget(String name, long limit) {
    this.name = name;
    this.limit = limit;
  }

  /**
   * Asks for some.
   *
   * @return empty when it was granted at once
   */
  synchronized Optional<Turn> ask(int amount) {
    if (waiting.isEmpty() && used < limit) {
      used += amount;
      return Optional.empty();
    }
    Turn turn = new Turn(amount);
    waiting.add(turn);
    return Optional.of(turn);
  }

  /** Takes some in any case. */
  synchronized void force(int amount) {
    used += amount;
  }

  /** Gives some back. */
  void release(int amount) {
    grantable(amount).forEach(turn -> turn.granted.complete(true));
  }

  private synchronized List<Turn> grantable(int released) {
    used -= released;
    List<Turn> turns = new ArrayList<>();
    Iterator<Turn> next = waiting.iterator();
    while (used < limit && next.hasNext()) {
      Turn turn = next.next();
      next.remove();
      used += turn.amount;
      turns.add(turn);
    }
    return turns;
  }

  private synchronized boolean remove(Turn turn) {
    return waiting.remove(turn);
  }

  /** The place of somebody who waits. */
  final class Turn {
    private final int amount;
    private final CompletableFuture<Boolean> granted = new CompletableFuture<>();

    private Turn(int amount) {
      this.amount = amount;
    }

    /**
     * Waits until it is granted.
     *
     * @return false when it was cancelled
     * @throws StreamTimeoutException when that took too long
     * @throws CancelledException when the thread was interrupted
     */
    boolean await(Duration timeout) {
      try {
        return granted.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        giveUp();
        throw new StreamTimeoutException(
            "the remote gave no room in %s for %,d ms".formatted(name, timeout.toMillis()), e);
      } catch (InterruptedException e) {
        giveUp();
        throw CancelledException.interrupted("writing to a stream");
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private void giveUp() {
      if (!remove(this)) {
        release(amount);
      }
    }

    /** Gives up waiting, unless it has been granted. */
    void cancel() {
      if (remove(this)) {
        granted.complete(false);
      }
    }
  }
}
