package org.helia.benchmarks.node;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Repeats a piece of work and turns the times into figures. */
final class Stopwatch {
  private final int runs;

  Stopwatch(int runs) {
    this.runs = runs;
  }

  /** Work that is done over and over. */
  interface Work {
    /**
     * Not timed.
     *
     * @param run 0 for the one that warms up
     */
    default void prepare(int run) throws Exception {}

    void run() throws Exception;
  }

  /**
   * Runs once to warm up and then the counted times.
   *
   * @param amount how many units one run does
   */
  Measured measure(String name, String unit, double amount, Work work) throws Exception {
    double[] rates = new double[runs];
    long cpu = 0;
    for (int run = 0; run <= runs; run++) {
      work.prepare(run);
      System.gc();
      long cpuBefore = cpuNanos();
      long start = System.nanoTime();
      work.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (run > 0) {
        rates[run - 1] = amount / seconds;
        cpu += cpuNanos() - cpuBefore;
      }
    }
    return new Measured(name, unit, rates, cpu / 1e9 / runs);
  }

  /** What all threads of the process have used, which other load on the machine hardly changes. */
  private static long cpuNanos() throws JMException {
    return (Long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "ProcessCpuTime");
  }
}
