package org.helia.testkit.time;

/** Waits by giving its turn away. */
final class TurnWaiter implements Timeline.Waiter {
  private final Turns turns;
  final Strand strand;

  /** Guarded by the turns. */
  boolean woken;

  TurnWaiter(Turns turns, Strand strand) {
    this.turns = turns;
    this.strand = strand;
  }

  boolean takeWoken() {
    boolean was = woken;
    woken = false;
    return was;
  }

  @Override
  public boolean await(long nanos) throws InterruptedException {
    return turns.await(this, nanos);
  }

  @Override
  public void wake() {
    turns.wake(this);
  }
}
