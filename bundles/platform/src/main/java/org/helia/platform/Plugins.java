package org.helia.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of one plugin family, best first, while they come and go. A facade binds its
 * multiple, dynamic, greedy Declarative Services reference to {@link #add}, {@link #update} and
 * {@link #remove} and asks {@link #all} or {@link #require} at each call.
 *
 * <p>A member that comes back, as after the update of its bundle, is known by its component name
 * and configuration; what leaves and has not come back makes {@link #awaitReplacement} wait.
 *
 * <p>{@link #remove} returns when the calls in the leaving member have ended (bounded by {@link
 * PluginFamily#drain}), and since Declarative Services unbinds before it deactivates, a member is
 * never closed under a call that keeps to the bound.
 *
 * @param <T> the plugin interface
 */
public final class Plugins<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  /** How often a look at members that change is repeated even without a grace period. */
  private static final int MIN_ATTEMPTS = 10;

  private static final Comparator<Plugin<?>> BEST_FIRST =
      Comparator.<Plugin<?>>comparingInt(Plugin::ranking)
          .reversed()
          .thenComparingLong(Plugin::serviceId);

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile PluginFamily family;
  private volatile List<Plugin<T>> members = List.of();

  /** Who left less than the grace period ago and has not come back. */
  private volatile List<Departure> departures = List.of();

  private final AtomicLong arrivals = new AtomicLong();

  /** An empty family. */
  public Plugins(PluginFamily family) {
    this(family, System::nanoTime);
  }

  Plugins(PluginFamily family, LongSupplier nanoTime) {
    this.family = family;
    this.nanoTime = nanoTime;
  }

  /** What kind of plugins these are. */
  public PluginFamily family() {
    return family;
  }

  /** Changes the patience, from the next call on. */
  public void reconfigure(PluginFamily changedFamily) {
    family = changedFamily;
  }

  /** A member has come. */
  public void add(T service, Map<String, ?> properties) {
    Plugin<T> arriving = new Plugin<>(service, properties);
    lock.lock();
    try {
      // In this order: who reads the new number sees the new members, and who does not see the
      // departure any more reads the new number.
      replace(arriving);
      arrivals.incrementAndGet();
      departures =
          departures.stream().filter(gone -> !gone.of().equals(arriving.identity())).toList();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A member's service properties have changed, and with them perhaps its rank. */
  public void update(T service, Map<String, ?> properties) {
    lock.lock();
    try {
      find(service).ifPresent(member -> replace(member.withProperties(properties)));
    } finally {
      lock.unlock();
    }
  }

  private void replace(Plugin<T> plugin) {
    List<Plugin<T>> next = new ArrayList<>(members);
    next.removeIf(member -> member.service() == plugin.service());
    next.add(plugin);
    next.sort(BEST_FIRST);
    members = List.copyOf(next);
  }

  /**
   * A member is leaving. Returns when its calls have ended or the family's drain time is over, at
   * once when the thread is interrupted.
   */
  public void remove(T service) {
    Optional<Plugin<T>> leaving;
    lock.lock();
    try {
      leaving = find(service);
      leaving.ifPresent(this::depart);
    } finally {
      lock.unlock();
    }
    leaving.ifPresent(this::drain);
  }

  /**
   * In this order: who is not let in any more finds other members than before, and who finds other
   * members finds the departure.
   */
  private void depart(Plugin<T> leaving) {
    if (!leaving.isDispensable()) {
      List<Departure> next = new ArrayList<>(departures);
      next.removeIf(gone -> patienceNanos(gone) <= 0);
      next.add(new Departure(leaving.identity(), nanoTime.getAsLong()));
      departures = List.copyOf(next);
    }
    members = members.stream().filter(member -> member.service() != leaving.service()).toList();
    leaving.calls().leave();
  }

  private void drain(Plugin<T> leaving) {
    PluginFamily now = family;
    try {
      if (!leaving.calls().awaitIdle(now.drain())) {
        LOG.warn(
            "{} {} leaves with calls still in it after {} ms; they will fail over or fail",
            now.name(),
            leaving.service(),
            now.drain().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Plugin<T>> find(T service) {
    return members.stream().filter(member -> member.service() == service).findFirst();
  }

  /** The members that are present, best first: highest ranking, then oldest. May be empty. */
  public List<Plugin<T>> all() {
    return members;
  }

  /** As {@link #require(Duration)} with the whole grace period. */
  public List<Plugin<T>> require() {
    return require(family.grace());
  }

  /**
   * The members that are present, best first. When there is none, waits for one up to the grace
   * period.
   *
   * @param atMost a shorter time to wait
   * @return at least one
   * @throws ServiceMissingException when none came
   * @throws CancelledException when the thread was interrupted
   */
  public List<Plugin<T>> require(Duration atMost) {
    List<Plugin<T>> present = members;
    return present.isEmpty() ? awaitFirst(shorter(atMost, family.grace())) : present;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private List<Plugin<T>> awaitFirst(Duration patience) {
    PluginFamily now = family;
    long left = patience.toNanos();
    try {
      lock.lockInterruptibly();
      try {
        while (members.isEmpty() && left > 0) {
          left = changed.awaitNanos(left);
        }
        if (members.isEmpty()) {
          throw new ServiceMissingException(now.name(), now.feature(), patience.toMillis());
        }
        return members;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for a " + now.name());
    }
  }

  /**
   * {@link #ask Asks} until there is an answer, as {@link #retry} does.
   *
   * @param atMost how long to go on, if that is less than the grace period
   * @param question called between {@link Plugin#enter} and {@link Plugin#exit}, perhaps several
   *     times for one member; what it throws is passed on
   * @return empty when no member has the answer, also when there is no member
   * @throws CancelledException when the thread was interrupted while it waited
   */
  public <R> Optional<R> search(
      Duration atMost, Function<? super Plugin<T>, Optional<R>> question) {
    return retry(atMost, () -> ask(question));
  }

  /**
   * Asks one member after the other, best first, until one has the answer.
   *
   * @param question called between {@link Plugin#enter} and {@link Plugin#exit}; what it throws is
   *     passed on
   * @return empty when no member has the answer, also when there is no member
   */
  public <R> Optional<R> ask(Function<? super Plugin<T>, Optional<R>> question) {
    for (Plugin<T> member : members) {
      if (member.enter()) {
        try {
          Optional<R> answer = question.apply(member);
          if (answer.isPresent()) {
            return answer;
          }
        } finally {
          member.exit();
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Makes an attempt until it has a result. When it has none, makes another if members came or went
   * or changed rank in the meantime, so that what moves from one to another is not missed, and
   * {@link #awaitReplacement waits} for those that left.
   *
   * @param atMost how long to go on, if that is less than the grace period
   * @param attempt a look through the members that are present; what it throws is passed on
   * @return empty when the last attempt had no result
   * @throws CancelledException when the thread was interrupted while it waited
   */
  public <R> Optional<R> retry(Duration atMost, Supplier<Optional<R>> attempt) {
    long end = nanoTime.getAsLong() + shorter(atMost, family.grace()).toNanos();
    for (int attempts = 1; ; attempts++) {
      long arrivalsBefore = arrivals.get();
      List<Plugin<T>> membersBefore = members;
      Optional<R> result = attempt.get();
      if (result.isPresent()) {
        return result;
      }
      long left = end - nanoTime.getAsLong();
      boolean mayGoOn = left > 0 || attempts < MIN_ATTEMPTS;
      boolean changedMeanwhile = members != membersBefore && mayGoOn;
      if (!changedMeanwhile && !awaitReplacement(arrivalsBefore, Duration.ofNanos(left))) {
        return result;
      }
    }
  }

  /**
   * A mark to hand to {@link #awaitReplacement}: take it before looking through {@link #all}.
   *
   * @return how many members have ever come
   */
  public long arrivals() {
    return arrivals.get();
  }

  /** As {@link #awaitReplacement(long, Duration)} with the whole grace period. */
  public boolean awaitReplacement(long arrivalsBefore) {
    return awaitReplacement(arrivalsBefore, family.grace());
  }

  /**
   * Waits for a replacement when a member left less than the grace period ago and has not come
   * back: what a caller looked for in vain may have been in that one. Returns at once in any other
   * case.
   *
   * @param arrivalsBefore what {@link #arrivals} returned before the search
   * @param atMost a shorter time to wait; when it is zero or less, returns false at once
   * @return true when a member has come since, and the search is worth another try
   * @throws CancelledException when the thread was interrupted
   */
  public boolean awaitReplacement(long arrivalsBefore, Duration atMost) {
    if (atMost.isNegative() || atMost.isZero()) {
      return false;
    }
    if (arrivals.get() == arrivalsBefore && !departures.isEmpty()) {
      awaitReturn(arrivalsBefore, nanoTime.getAsLong() + atMost.toNanos());
    }
    return arrivals.get() != arrivalsBefore;
  }

  /**
   * Waits for a member to come, whoever left: for those who need a certain one that has perhaps
   * never been there.
   *
   * @param arrivalsBefore what {@link #arrivals} returned before the search
   * @param atMost how long to wait; when it is zero or less, does not wait
   * @return true when a member has come since, and the search is worth another try
   * @throws CancelledException when the thread was interrupted
   */
  public boolean awaitArrival(long arrivalsBefore, Duration atMost) {
    long left = atMost.toNanos();
    try {
      lock.lockInterruptibly();
      try {
        while (arrivals.get() == arrivalsBefore && left > 0) {
          left = changed.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for a " + family.name());
    }
    return arrivals.get() != arrivalsBefore;
  }

  private void awaitReturn(long arrivalsBefore, long end) {
    try {
      lock.lockInterruptibly();
      try {
        long left = patienceNanos(end);
        while (arrivals.get() == arrivalsBefore && left > 0) {
          changed.awaitNanos(left);
          left = patienceNanos(end);
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for a " + family.name());
    }
  }

  /**
   * How long {@link #awaitReplacement} would wait now, for those who must not block.
   *
   * @return zero when nobody left, or is to be expected back
   */
  public Duration patience() {
    if (departures.isEmpty()) {
      return Duration.ZERO;
    }
    lock.lock();
    try {
      long latest = nanoTime.getAsLong() + family.grace().toNanos();
      return Duration.ofNanos(Math.max(0, patienceNanos(latest)));
    } finally {
      lock.unlock();
    }
  }

  /** How long a replacement may yet come for any of those that left; forgets the others. */
  private long patienceNanos(long end) {
    departures = departures.stream().filter(gone -> patienceNanos(gone) > 0).toList();
    long longest = departures.stream().mapToLong(this::patienceNanos).max().orElse(0);
    return Math.min(longest, end - nanoTime.getAsLong());
  }

  private long patienceNanos(Departure gone) {
    return family.grace().toNanos() - (nanoTime.getAsLong() - gone.nanos());
  }

  /** A member that left, and when. */
  private record Departure(Object of, long nanos) {}
}
