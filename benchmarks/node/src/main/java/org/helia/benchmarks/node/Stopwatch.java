package org.helia.benchmarks.node;

/** Repeats a piece of work and turns the times into figures. */
final class Stopwatch {
  private final int runs;

  Stopwatch(int runs) {
    this.runs = runs;
  }

  /** Work that is done over and over; what {@link #prepare} does is not timed. */
  interface Work {
    default void prepare() throws Exception {}

    void run() throws Exception;
  }

  /**
   * Runs once to warm up and then the counted times.
   *
   * @param amount how many units one run does
   */
  Measured measure(String name, String unit, double amount, Work work) throws Exception {
    double[] rates = new double[runs];
    for (int run = -1; run < runs; run++) {
      work.prepare();
      System.gc();
      long start = System.nanoTime();
      work.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (run >= 0) {
        rates[run] = amount / seconds;
      }
    }
    return new Measured(name, unit, rates);
  }
}
