package org.helia.net.internal.limit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.helia.api.net.ResourceUsage;

/** One resource of one scope, and how much of it is in use. */
public final class Limit {
  private final String scope;
  private final Resource resource;
  private final LongSupplier max;
  private final AtomicLong used = new AtomicLong();
  private final LongAdder refused = new LongAdder();

  /**
   * @param scope what it is for, as in "system"
   * @param max how much may be in use; a change counts from the next {@link #take} on
   */
  Limit(String scope, Resource resource, LongSupplier max) {
    this.scope = scope;
    this.resource = resource;
    this.max = max;
  }

  /**
   * Takes some, if it is there.
   *
   * @return false when the limit would be exceeded; nothing is taken then
   */
  boolean take(long amount) {
    long now;
    do {
      now = used.get();
      if (amount > max.getAsLong() - now) {
        refused.increment();
        return false;
      }
    } while (!used.compareAndSet(now, now + amount));
    return true;
  }

  /**
   * Takes from all limits, or from none.
   *
   * @return the first limit that has no room, if there is one
   */
  static Optional<Limit> takeAll(List<Limit> limits, long amount) {
    for (int i = 0; i < limits.size(); i++) {
      if (!limits.get(i).take(amount)) {
        limits.subList(0, i).forEach(taken -> taken.give(amount));
        return Optional.of(limits.get(i));
      }
    }
    return Optional.empty();
  }

  /** Gives back what was taken. */
  void give(long amount) {
    used.addAndGet(-amount);
  }

  /** How things are now. */
  ResourceUsage usage() {
    return new ResourceUsage(
        scope, resource.toString(), used.get(), max.getAsLong(), refused.sum());
  }
}
