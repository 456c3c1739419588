package org.helia.net.spi.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares threads among parties, so that one whose tasks block cannot keep those of others from
 * running: nobody gets more than half of the threads that others leave, at least one while there is
 * one. Tasks beyond that wait in a line of their own. So it takes more parties than the binary
 * logarithm of the threads to keep all of them busy.
 *
 * <p>The rule is the dynamic threshold by which switches share a buffer among their ports: a party
 * that is alone gets much, and many parties get the same.
 *
 * @see <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne, Dynamic Queue Length
 *     Thresholds for Shared-Memory Packet Switches</a>
 */
public final class FairWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(FairWorkers.class);

  /** How many tasks of one party may wait. */
  public static final int MAX_WAITING = 8_192;

  private final Executor workers;
  private final int threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Party> parties = new HashMap<>();

  /** Those whose tasks wait, in the order in which they are looked at. */
  private final Deque<Party> waiting = new ArrayDeque<>();

  private int running;

  /**
   * @param workers has to run so many tasks at once
   * @param threads how many those are
   */
  public FairWorkers(Executor workers, int threads) {
    this.workers = workers;
    this.threads = threads;
  }

  /**
   * The part of one party. Its {@code execute} never waits and never runs a task itself.
   *
   * @param party compared with {@code equals}; forgotten when it has no tasks
   * @return throws {@link RejectedExecutionException} when {@value #MAX_WAITING} tasks of the party
   *     wait, or when the workers have ended
   */
  public Executor of(Object party) {
    return task -> execute(party, task);
  }

  private void execute(Object key, Runnable task) {
    Party party;
    lock.lock();
    try {
      party = parties.computeIfAbsent(key, Party::new);
      if (!mayRun(party)) {
        party.await(task);
        return;
      }
      party.running++;
      running++;
    } finally {
      lock.unlock();
    }
    start(party, task);
  }

  private boolean mayRun(Party party) {
    int others = running - party.running;
    return party.running < Math.max(1, (threads - others) / 2) && running < threads;
  }

  private void start(Party party, Runnable task) {
    try {
      workers.execute(() -> work(party, task));
    } catch (RejectedExecutionException e) {
      leave(party);
      throw e;
    }
  }

  private void work(Party party, Runnable task) {
    try {
      task.run();
    } finally {
      leave(party);
      Optional<Turn> next = next();
      while (next.isPresent() && !starts(next.get())) {
        next.get().task().run();
        next = next();
      }
    }
  }

  /**
   * Not when the workers have ended. What waited for them runs on the thread that finds that, as a
   * task gives back what its stream holds; it has nothing to wait for, since connections end, too.
   */
  private boolean starts(Turn turn) {
    try {
      start(turn.party(), turn.task());
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("the workers have ended, so what waited for them runs here", e);
      return false;
    }
  }

  private void leave(Party party) {
    lock.lock();
    try {
      party.running--;
      running--;
      if (party.running == 0 && party.tasks.isEmpty()) {
        parties.remove(party.key);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A task that waits and may run; those who wait have their turns one after the other. */
  private Optional<Turn> next() {
    lock.lock();
    try {
      for (int left = waiting.size(); left > 0; left--) {
        Party party = waiting.remove();
        if (mayRun(party)) {
          Runnable task = party.tasks.remove();
          party.running++;
          running++;
          if (!party.tasks.isEmpty()) {
            waiting.add(party);
          }
          return Optional.of(new Turn(party, task));
        }
        waiting.add(party);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private record Turn(Party party, Runnable task) {}

  /** Guarded by the lock. */
  private final class Party {
    private final Object key;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int running;

    Party(Object key) {
      this.key = key;
    }

    void await(Runnable task) {
      if (tasks.size() == MAX_WAITING) {
        throw new RejectedExecutionException(
            "%,d tasks of one peer wait, more than that is a flood".formatted(MAX_WAITING));
      }
      if (tasks.isEmpty()) {
        waiting.add(this);
      }
      tasks.add(task);
    }
  }
}
