package org.helia.net.spi.stream;

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
public final class FairBudget {
  private final String name;
  private final long limit;
  private final long resume;
  private final Backing backing;
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private long used;

  /** Has room for everything. */
  private static final Backing NONE =
      new Backing() {
        @Override
        public boolean take(long amount) {
          return true;
        }

        @Override
        public void force(long amount) {}

        @Override
        public void give(long amount) {}
      };

  /** What else has to have room. */
  private interface Backing {
    /** Takes some, if it is there. */
    boolean take(long amount);

    /** Takes some in any case. */
    void force(long amount);

    /** Takes some back. */
    void give(long amount);
  }

  /**
   * One that has no other limit.
   *
   * @param name what errors say the remote did not give room in
   * @param limit once that much is in use nobody gets any
   */
  public FairBudget(String name, long limit) {
    this(name, limit, limit - 1);
  }

  /**
   * As {@link #FairBudget(String, long)}.
   *
   * @param resume who waits gets some when no more than this is in use: less than the limit, so
   *     that a thread is woken for many pieces and not for each
   */
  public FairBudget(String name, long limit, long resume) {
    this(name, limit, resume, NONE);
  }

  /**
   * As {@link #FairBudget(String, long, long)}.
   *
   * @param memory has to have room, too, unless nothing is in use; who is granted some gives it
   *     back there himself
   */
  public FairBudget(String name, long limit, long resume, MemoryAccount memory) {
    this(name, limit, resume, backing(memory));
  }

  private static Backing backing(MemoryAccount memory) {
    return new Backing() {
      @Override
      public boolean take(long amount) {
        return memory.take(amount);
      }

      @Override
      public void force(long amount) {
        memory.force(amount);
      }

      @Override
      public void give(long amount) {
        memory.give(amount);
      }
    };
  }

  private FairBudget(String name, long limit, long resume, Backing backing) {
    this.name = name;
    this.limit = limit;
    this.resume = resume;
    this.backing = backing;
  }

  /**
   * Asks for some.
   *
   * @return empty when it was granted at once
   */
  public synchronized Optional<Turn> ask(int amount) {
    if (tryTake(amount)) {
      return Optional.empty();
    }
    Turn turn = new Turn(amount);
    waiting.add(turn);
    return Optional.of(turn);
  }

  /**
   * Takes some if it is there and nobody waits for it.
   *
   * @return whether it was taken
   */
  public synchronized boolean tryTake(int amount) {
    return waiting.isEmpty() && takes(amount);
  }

  /** Who waits is woken by what comes back, so somebody has to have some. */
  private boolean takes(int amount) {
    if (used == 0) {
      backing.force(amount);
    } else if (used >= limit || !backing.take(amount)) {
      return false;
    }
    used += amount;
    return true;
  }

  /** Takes some in any case. */
  public synchronized void force(int amount) {
    used += amount;
  }

  /** Gives some back. */
  public void release(int amount) {
    grantable(amount).forEach(turn -> turn.granted.complete(true));
  }

  private synchronized List<Turn> grantable(int released) {
    used -= released;
    if (waiting.isEmpty() || used > resume) {
      return List.of();
    }
    List<Turn> turns = new ArrayList<>();
    Iterator<Turn> next = waiting.iterator();
    while (next.hasNext()) {
      Turn turn = next.next();
      if (!takes(turn.amount)) {
        break;
      }
      next.remove();
      turns.add(turn);
    }
    return turns;
  }

  private synchronized boolean remove(Turn turn) {
    return waiting.remove(turn);
  }

  /** The place of somebody who waits. */
  public final class Turn {
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
    public boolean await(Duration timeout) {
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

    /** Whether nobody has to wait for it any more. */
    public boolean isOver() {
      return granted.isDone();
    }

    private void giveUp() {
      if (!remove(this)) {
        backing.give(amount);
        release(amount);
      }
    }

    /** Gives up waiting, unless it has been granted. */
    public void cancel() {
      if (remove(this)) {
        granted.complete(false);
      }
    }
  }
}
