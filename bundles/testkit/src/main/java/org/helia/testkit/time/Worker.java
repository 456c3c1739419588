package org.helia.testkit.time;

import java.util.concurrent.locks.LockSupport;

/** A counted thread that does one task after another. */
final class Worker extends Thread {
  /** Only what is touched of it costs memory. */
  private static final long STACK_BYTES = 512 * 1024;

  private final Turns turns;
  private final Strand strand = new Strand(this, true);

  Worker(Turns turns, String name) {
    super(null, null, name, STACK_BYTES);
    this.turns = turns;
    setDaemon(true);
  }

  boolean worksFor(Turns other) {
    return turns == other;
  }

  Strand strand() {
    return strand;
  }

  /** At once, before the caller goes on; else time could pass before the thread has noticed. */
  @Override
  public void interrupt() {
    super.interrupt();
    turns.stopWaiting(strand);
  }

  @Override
  public void run() {
    do {
      while (!strand.granted) {
        LockSupport.park(this);
        Thread.interrupted();
      }
      strand.granted = false;
      work();
    } while (turns.done(strand));
  }

  @SuppressWarnings("CatchingUnchecked") // The task is somebody else's.
  private void work() {
    Runnable task = strand.task;
    strand.task = null;
    try {
      if (task != null && !turns.isClosed()) {
        task.run();
      }
    } catch (RuntimeException | Error e) {
      Turns.report(e);
    }
    Thread.interrupted();
  }
}
