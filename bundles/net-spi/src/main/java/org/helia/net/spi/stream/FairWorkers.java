package org.helia.net.spi.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
 * <p>Tasks begin a few at a time, too: those beyond wait until one of the few has ended, or a
 * moment has passed, as they block then. Otherwise a thousand tasks of one party, begun at once,
 * would have a thread each, and the single task of another its share of the processors among
 * hundreds.
 *
 * @see <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne, Dynamic Queue Length
 *     Thresholds for Shared-Memory Packet Switches</a>
 */
public final class FairWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(FairWorkers.class);

  /** How many tasks of one party may wait. */
  public static final int MAX_WAITING = 8_192;

  /**
   * How many tasks begin in one moment unless earlier ones end: each processor has work and more.
   */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private static final Executor AFTER_A_MOMENT =
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run);

  private final Executor workers;
  private final int threads;
  private final int atOnce;
  private final Executor afterAMoment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Party> parties = new HashMap<>();

  /** Those whose tasks wait, in the order in which they are looked at. */
  private final Deque<Party> waiting = new ArrayDeque<>();

  private int running;

  /** Counts moments; one ends only when tasks wait for that. */
  private long moment;

  private boolean momentEnds;

  /** The tasks that were begun in this moment and run. */
  private int begun;

  /**
   * @param workers has to run so many tasks at once
   * @param threads how many those are
   */
  public FairWorkers(Executor workers, int threads) {
    this(workers, threads, AT_ONCE, AFTER_A_MOMENT);
  }

  /**
   * @param atOnce how many tasks begin in one moment
   * @param afterAMoment runs a short task when a moment has passed
   */
  FairWorkers(Executor workers, int threads, int atOnce, Executor afterAMoment) {
    this.workers = workers;
    this.threads = threads;
    this.atOnce = atOnce;
    this.afterAMoment = afterAMoment;
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
    Optional<Turn> turn;
    lock.lock();
    try {
      Party party = parties.computeIfAbsent(key, Party::new);
      if (begun < atOnce && mayRun(party)) {
        turn = Optional.of(begin(party, task));
      } else {
        party.await(task);
        turn = Optional.empty();
      }
    } finally {
      lock.unlock();
    }
    turn.ifPresentOrElse(this::start, this::endTheMoment);
  }

  private boolean mayRun(Party party) {
    int others = running - party.running;
    return party.running < Math.max(1, (threads - others) / 2) && running < threads;
  }

  private Turn begin(Party party, Runnable task) {
    party.running++;
    running++;
    begun++;
    return new Turn(party, task, moment);
  }

  private void start(Turn turn) {
    try {
      workers.execute(() -> work(turn));
    } catch (RejectedExecutionException e) {
      leave(turn);
      throw e;
    }
  }

  private void work(Turn turn) {
    try {
      turn.task().run();
    } finally {
      leave(turn);
      startWaiting();
    }
  }

  private void startWaiting() {
    for (Optional<Turn> next = next(); next.isPresent(); next = next()) {
      startOrRun(next.get());
    }
    endTheMoment();
  }

  /**
   * When the workers have ended, what waited for them runs on the thread that finds that, as a task
   * gives back what its stream holds; it has nothing to wait for, since connections end, too.
   */
  @SuppressWarnings("CatchingUnchecked") // Those behind it must have their turn.
  private void startOrRun(Turn turn) {
    try {
      start(turn);
    } catch (RejectedExecutionException ended) {
      LOG.debug("the workers have ended, so what waited for them runs here", ended);
      try {
        turn.task().run();
      } catch (RuntimeException e) {
        LOG.warn("a task failed that ran after its workers had ended", e);
      }
    }
  }

  private void leave(Turn turn) {
    Party party = turn.party();
    lock.lock();
    try {
      party.running--;
      running--;
      if (turn.moment() == moment) {
        begun--;
      }
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
      for (int left = begun < atOnce ? waiting.size() : 0; left > 0; left--) {
        Party party = waiting.remove();
        if (mayRun(party)) {
          Turn turn = begin(party, party.tasks.remove());
          if (!party.tasks.isEmpty()) {
            waiting.add(party);
          }
          return Optional.of(turn);
        }
        waiting.add(party);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets others begin soon if those that have begun are all that keeps them from it. */
  private void endTheMoment() {
    lock.lock();
    try {
      if (momentEnds || begun < atOnce || waiting.isEmpty()) {
        return;
      }
      momentEnds = true;
    } finally {
      lock.unlock();
    }
    afterAMoment.execute(this::nextMoment);
  }

  private void nextMoment() {
    lock.lock();
    moment++;
    begun = 0;
    momentEnds = false;
    lock.unlock();
    startWaiting();
  }

  private record Turn(Party party, Runnable task, long moment) {}

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
