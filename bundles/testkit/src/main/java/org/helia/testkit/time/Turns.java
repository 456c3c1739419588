package org.helia.testkit.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may run, and what happens when. One counted thread at a time has the turn and keeps it until
 * it waits or ends; then it goes to the next in order of asking, and when nobody asks, the next
 * event happens, on the thread that gives the turn away.
 */
final class Turns {
  private static final int MAX_IDLE_WORKERS = 4_096;

  /** In nanoseconds; whoever waits so long needs no event for the end of it. */
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<Event> events = new TreeSet<>();
  private final Deque<Supplier<Strand>> ready = new ArrayDeque<>();
  private final Deque<Strand> idle = new ArrayDeque<>();

  /** Those that a waiter, an interrupt or an event can make ready. */
  private final Set<Strand> waiting = new HashSet<>();

  /** All that wait for a turn. */
  private final Set<Strand> parked = new HashSet<>();

  /** Those that wait for something else, and so have lost their turn. */
  private final Set<Strand> lost = new HashSet<>();

  private volatile @Nullable Strand holder;
  private volatile long now;
  private long sequence;
  private int workers;

  /** Until when time may pass although somebody is lost. */
  private long allowed = Long.MIN_VALUE;

  private volatile boolean closed;

  /** Rises with each call, so that the watch sees whether anything goes on. */
  private volatile long activity;

  private volatile long guesses;

  Turns(Strand first) {
    holder = first;
  }

  long now() {
    return now;
  }

  long guesses() {
    return guesses;
  }

  boolean isClosed() {
    return closed;
  }

  private static long later(long now, long nanos) {
    long at = now + Math.max(0, nanos);
    return at < 0 ? Long.MAX_VALUE : at;
  }

  private Event add(long at, Runnable task) {
    Event event = new Event(at, sequence++, task);
    events.add(event);
    return event;
  }

  /** Has an event happen later. */
  Event after(long nanos, Runnable task) {
    lock.lock();
    try {
      Event event = add(later(now, nanos), task);
      goOn();
      return event;
    } finally {
      lock.unlock();
    }
  }

  void cancel(Event event) {
    lock.lock();
    try {
      events.remove(event);
    } finally {
      lock.unlock();
    }
  }

  /** Has a worker do a task when its turn comes. */
  void execute(Runnable task) {
    lock.lock();
    try {
      ready.add(() -> workerFor(task));
      goOn();
    } finally {
      lock.unlock();
    }
  }

  private Strand workerFor(Runnable task) {
    Strand worker = idle.pollLast();
    if (worker == null) {
      worker = newWorker();
    }
    worker.task = task;
    return worker;
  }

  private Strand newWorker() {
    Worker worker = new Worker(this, "virtual-time-" + workers++);
    worker.start();
    return worker.strand();
  }

  /** The calling thread; not counted when it is none of the workers. */
  Strand current() {
    Thread thread = Thread.currentThread();
    return thread instanceof Worker worker && worker.worksFor(this)
        ? worker.strand()
        : new Strand(thread, false);
  }

  /** Gives the turn to somebody when nobody has it. Under the lock. */
  private void goOn() {
    activity++;
    if (holder != null || closed) {
      return;
    }
    Supplier<Strand> next = ready.poll();
    if (next != null) {
      give(next.get());
    } else if (mayTimePass()) {
      give(workerFor(() -> {})); // which lets events happen when it has done nothing
    }
  }

  /** Gives the turn away, and lets events happen until somebody takes it. Under the lock. */
  private void passOn(Strand self) {
    activity++;
    while (holder == self && !closed) {
      Supplier<Strand> next = ready.poll();
      if (next != null) {
        give(next.get());
        return;
      }
      if (!mayTimePass()) {
        holder = null;
        return;
      }
      happen(events.pollFirst());
    }
    lost.remove(self);
  }

  private void give(Strand next) {
    holder = next;
    next.grant();
  }

  private boolean mayTimePass() {
    return !events.isEmpty() && (lost.isEmpty() || events.first().at() <= Math.max(now, allowed));
  }

  @SuppressWarnings("CatchingUnchecked") // The event is somebody else's.
  private void happen(Event event) {
    now = Math.max(now, event.at());
    lock.unlock();
    try {
      event.task().run();
    } catch (RuntimeException | Error e) {
      report(e);
    } finally {
      lock.lock();
      activity++;
    }
  }

  static void report(Throwable error) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
  }

  /**
   * Waits until the waiter is woken, the time is over or the thread is interrupted.
   *
   * @return whether it was woken
   */
  boolean await(TurnWaiter waiter, long nanos) throws InterruptedException {
    lock.lock();
    try {
      if (waiter.woken || nanos <= 0) {
        return waiter.takeWoken();
      }
      if (Thread.interrupted() || closed) {
        throw new InterruptedException("waiting in virtual time");
      }
      waiting.add(waiter.strand);
      return woken(waiter, waitForTurn(waiter.strand, nanos));
    } finally {
      lock.unlock();
    }
  }

  private boolean woken(TurnWaiter waiter, boolean interrupted) throws InterruptedException {
    boolean woken = waiter.takeWoken();
    if (!woken && (interrupted || closed)) {
      throw new InterruptedException("waiting in virtual time");
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return woken;
  }

  private boolean waitForTurn(Strand self, long nanos) {
    if (nanos >= FOREVER) {
      return waitForTurn(self);
    }
    Event end = add(later(now, nanos), () -> stopWaiting(self));
    try {
      return waitForTurn(self);
    } finally {
      events.remove(end);
    }
  }

  /** Under the lock, which it lets go of meanwhile. Returns whether it was interrupted. */
  private boolean waitForTurn(Strand self) {
    parked.add(self);
    leave(self);
    boolean interrupted = false;
    lock.unlock();
    while (!self.granted) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        interrupted = true;
        stopWaiting(self);
      }
    }
    self.granted = false;
    interrupted |= Thread.interrupted();
    lock.lock();
    waiting.remove(self);
    parked.remove(self);
    return interrupted;
  }

  private void leave(Strand self) {
    if (holder == self) {
      passOn(self);
    } else {
      lost.remove(self);
      goOn();
    }
  }

  void wake(TurnWaiter waiter) {
    lock.lock();
    try {
      waiter.woken = true;
      stopWaiting(waiter.strand);
    } finally {
      lock.unlock();
    }
  }

  /** Makes a thread ready that waits, whatever it waits for. */
  void stopWaiting(Strand strand) {
    lock.lock();
    try {
      if (!waiting.remove(strand)) {
        return;
      }
      if (strand.counted) {
        ready.add(() -> strand);
        goOn();
      } else {
        strand.grant();
      }
    } finally {
      lock.unlock();
    }
  }

  private void makeReady(Strand strand) {
    lock.lock();
    try {
      ready.add(() -> strand);
      goOn();
    } finally {
      lock.unlock();
    }
  }

  /** Lets all else of this moment happen first; for a counted thread. */
  void yield(Strand self) {
    lock.lock();
    try {
      add(now, () -> makeReady(self));
      if (waitForTurn(self)) {
        Thread.currentThread().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Goes out of the turns: the thread is about to wait for something else. */
  void exit(Strand self) {
    lock.lock();
    try {
      lost.remove(self);
      if (holder == self) {
        holder = null;
      }
      goOn();
    } finally {
      lock.unlock();
    }
  }

  /** How long until something happens: 0 when somebody is ready now. */
  long untilNext(long most) {
    lock.lock();
    try {
      if (!ready.isEmpty()) {
        return 0;
      }
      return events.isEmpty() ? most : Math.min(most, Math.max(0, events.first().at() - now));
    } finally {
      lock.unlock();
    }
  }

  /** What the watch looks at; another look that equals it means that nothing goes on. */
  record Look(long activity, @Nullable Strand holder, boolean stuck) {}

  /** Does not hold the lock while it looks at a thread, which might wait for just that. */
  Look look() {
    long before = activity;
    Strand running = holder;
    return new Look(before, running, running == null ? allLostAreStuck() : isStuck(running));
  }

  /** Whether it waits, and not for a lock of ours that somebody without a processor has. */
  private boolean isStuck(Strand strand) {
    return strand.isBlockedElsewhere() && !lock.hasQueuedThread(strand.thread);
  }

  private boolean allLostAreStuck() {
    lock.lock();
    try {
      return !lost.isEmpty() && lost.stream().allMatch(this::isStuck);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the turn from who has not moved since a look, or lets time pass beside the lost. */
  void unstick(Look look) {
    lock.lock();
    try {
      if (activity != look.activity || holder != look.holder || closed) {
        return;
      }
      if (holder != null) {
        lost.add(holder);
        holder = null;
        guesses++;
      } else if (!events.isEmpty()) {
        allowed = events.first().at();
        guesses++;
      }
      goOn();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      events.clear();
      ready.clear();
      parked.forEach(Strand::grant);
      idle.forEach(Strand::grant);
      idle.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A worker has done its task and gives its turn away.
   *
   * @return whether it is to wait for another task
   */
  boolean done(Strand worker) {
    lock.lock();
    try {
      boolean stays = !closed && idle.size() < MAX_IDLE_WORKERS;
      if (stays) {
        idle.add(worker);
      }
      leave(worker);
      return stays;
    } finally {
      lock.unlock();
    }
  }
}
