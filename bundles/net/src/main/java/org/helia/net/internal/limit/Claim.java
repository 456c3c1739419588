package org.helia.net.internal.limit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.helia.api.net.ResourceLimitException;

/** A share of several limits, all of which had room for it. */
public final class Claim implements AutoCloseable {
  private final List<Limit> limits;
  private final long amount;
  private final Runnable afterwards;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Claim(List<Limit> limits, long amount, Runnable afterwards) {
    this.limits = limits;
    this.amount = amount;
    this.afterwards = afterwards;
  }

  /**
   * Takes from all limits, or from none.
   *
   * @throws ResourceLimitException naming the first limit that has no room
   */
  static Claim of(List<Limit> limits, long amount) {
    Optional<Limit> full = Limit.takeAll(limits, amount);
    if (full.isPresent()) {
      throw new ResourceLimitException(full.get().usage());
    }
    return new Claim(List.copyOf(limits), amount, () -> {});
  }

  /** The same claim, with a task to run when it has been closed; used instead of this one. */
  Claim andThen(Runnable task) {
    return new Claim(limits, amount, task);
  }

  /** Gives it back; once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      limits.forEach(limit -> limit.give(amount));
      afterwards.run();
    }
  }
}
