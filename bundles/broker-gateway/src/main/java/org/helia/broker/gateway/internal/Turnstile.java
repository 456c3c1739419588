package org.helia.broker.gateway.internal;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets a bounded number of requests through; the others wait in a line. */
final class Turnstile {
  /** How long the line may be. */
  static final int MAX_WAITING = 4_096;

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int through;

  /**
   * Begins something, now or when it is its turn. Each that has begun calls {@link #leave} once.
   *
   * @return false when the line is too long
   */
  boolean enter(int most, Runnable begin) {
    synchronized (this) {
      if (through >= most) {
        return waiting.size() < MAX_WAITING && waiting.add(begin);
      }
      through++;
    }
    begin.run();
    return true;
  }

  /** As {@link #enter}, but only now or not at all. */
  synchronized boolean tryEnter(int most) {
    boolean free = through < most;
    if (free) {
      through++;
    }
    return free;
  }

  /** One has ended: lets the next one begin. */
  void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        through--;
        return;
      }
    }
    next.run();
  }

  /** How many have begun or wait. */
  synchronized int load() {
    return through + waiting.size();
  }
}
