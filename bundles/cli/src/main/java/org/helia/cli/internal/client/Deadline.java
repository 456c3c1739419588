package org.helia.cli.internal.client;

import java.util.concurrent.TimeUnit;

/** Ends the process after some time, if it still runs then. */
final class Deadline extends Thread {
  private final long seconds;
  private final int exitCode;

  Deadline(long seconds, int exitCode) {
    this.seconds = seconds;
    this.exitCode = exitCode;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
