package org.helia.api;

/**
 * The calling thread was interrupted while it waited, so the call was given up. The thread's
 * interrupt flag is set again when this is thrown.
 */
public final class CancelledException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the work that was given up, as in "reading bafy…"
   */
  public CancelledException(String what) {
    super(what + " was cancelled");
  }

  /** Restores the interrupt flag of the current thread and returns the exception to throw. */
  public static CancelledException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new CancelledException(what);
  }

  /**
   * Throws if the current thread has been interrupted. Long loops call it once per block.
   *
   * @param what the work that would be given up
   * @throws CancelledException when the interrupt flag is set; it stays set
   */
  public static void checkpoint(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException(what);
    }
  }
}
