package org.helia.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.helia.api.CancelledException;
import org.helia.api.routing.RoutingException;
import org.helia.api.routing.RoutingOptions;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;

/**
 * One question to all routers of a kind, which are asked beside each other, each on a thread. A
 * router that leaves has no answer, which is no failure. One thread asks and takes the answers.
 *
 * @param <T> the kind of router
 * @param <R> an answer, of which a router may have none or many
 */
final class Question<T, R> implements AutoCloseable {
  /** So many answers wait to be taken; then the routers wait. */
  private static final int QUEUED = 64;

  private static final Duration LONGEST = Duration.ofDays(1);

  /** Takes what a router answers. */
  @FunctionalInterface
  interface Answers<R> {
    /** Waits for room; false: no more is wanted. */
    boolean add(R answer);
  }

  /** What is asked of one router. */
  @FunctionalInterface
  interface Ask<T, R> {
    /** Asks it, within the options' time. */
    void of(T router, RoutingOptions options, Answers<R> answers);
  }

  /**
   * An answer of a router, or its end.
   *
   * @param rank the router's place by ranking, from 0
   * @param value the answer; null at the end
   * @param error why it ended, if it failed
   */
  private record Event<R>(int rank, @Nullable R value, @Nullable RuntimeException error) {}

  private final String what;
  private final Plugins<T> family;
  private final Duration timeout;
  private final long end;
  private final ExecutorService workers;
  private final BlockingQueue<Event<R>> events = new ArrayBlockingQueue<>(QUEUED);
  private final List<Future<?>> calls = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();

  /** Routers that have not come to their end. */
  private int open;

  /** Those that have, without a failure. */
  private int succeeded;

  private int answers;

  /**
   * @param what what is asked, as errors call it
   */
  Question(String what, Plugins<T> family, RoutingOptions options, ExecutorService workers) {
    this.what = what;
    this.family = family;
    this.timeout = options.timeout().compareTo(LONGEST) < 0 ? options.timeout() : LONGEST;
    this.end = System.nanoTime() + timeout.toNanos();
    this.workers = workers;
  }

  /** Asks the routers that are present. */
  Question<T, R> ask(Ask<T, R> ask) {
    int rank = 0;
    for (Plugin<T> plugin : family.all()) {
      if (plugin.enter()) {
        start(rank++, plugin, ask);
      }
    }
    return this;
  }

  private void start(int rank, Plugin<T> plugin, Ask<T, R> ask) {
    try {
      calls.add(workers.submit(() -> call(rank, plugin, ask)));
      open++;
    } catch (RejectedExecutionException e) {
      plugin.exit();
      failures.add(new RoutingException("the node is stopping", e));
    }
  }

  private void call(int rank, Plugin<T> plugin, Ask<T, R> ask) {
    RuntimeException failure = null;
    try {
      RoutingOptions left = new RoutingOptions(Duration.ofNanos(Math.max(1, leftNanos())));
      ask.of(plugin.service(), left, value -> tell(new Event<>(rank, value, null)));
    } catch (RuntimeException e) {
      failure = isPresent(plugin) ? e : null;
    } finally {
      plugin.exit();
    }
    tell(new Event<>(rank, null, failure));
  }

  private boolean isPresent(Plugin<T> plugin) {
    return family.all().stream().anyMatch(member -> member.service() == plugin.service());
  }

  /** Waits for room; false when nobody takes it any more. */
  private boolean tell(Event<R> event) {
    try {
      return events.offer(event, Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long leftNanos() {
    return end - System.nanoTime();
  }

  /**
   * The next answer, of whichever router has one first.
   *
   * @return empty when there are no more, or not in time
   * @throws RoutingException when there was none at all and every router failed or was too late
   */
  Optional<R> next() {
    for (Event<R> event = take(); event != null; event = take()) {
      if (event.value() != null) {
        answers++;
        return Optional.of(event.value());
      }
    }
    if (answers == 0 && succeeded == 0 && !failures.isEmpty()) {
      throw failure();
    }
    return Optional.empty();
  }

  /**
   * The answer of the best router that has one; of those that have answered when the time is over.
   *
   * @return empty when none has
   * @throws RoutingException when every router failed or was too late
   */
  Optional<R> best() {
    TreeMap<Integer, R> found = new TreeMap<>();
    BitSet without = new BitSet();
    for (Event<R> event = take(); event != null; event = take()) {
      if (event.value() != null) {
        found.putIfAbsent(event.rank(), event.value());
      } else if (!found.containsKey(event.rank())) {
        without.set(event.rank());
      }
      if (!found.isEmpty() && without.nextClearBit(0) == found.firstKey()) {
        break;
      }
    }
    return found.isEmpty() ? next() : Optional.of(found.firstEntry().getValue());
  }

  /** Waits for all; returns how many came to their end without a failure. */
  int succeeded() {
    Event<R> event = take();
    while (event != null) {
      event = take();
    }
    return succeeded;
  }

  /** The next event; null when all have come to their end, or the time is over. */
  private @Nullable Event<R> take() {
    if (open == 0) {
      return null;
    }
    try {
      Event<R> event = events.poll(Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
      if (event == null) {
        failures.add(
            new RoutingException(
                "%d routers did not answer in %d ms".formatted(open, timeout.toMillis())));
        open = 0;
      } else if (event.value() == null) {
        end(event);
      }
      return event;
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("asking " + what);
    }
  }

  private void end(Event<R> event) {
    open--;
    if (event.error() == null) {
      succeeded++;
    } else {
      failures.add(event.error());
    }
  }

  /** The error that tells of all failures. */
  RoutingException failure() {
    RoutingException error =
        new RoutingException("%s: no router could tell".formatted(what), failures.get(0));
    failures.forEach(error::addSuppressed);
    return error;
  }

  /** Interrupts the routers that are still asked; nobody waits for them. */
  @Override
  public void close() {
    calls.forEach(call -> call.cancel(true));
  }
}
