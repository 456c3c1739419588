package org.helia.cli.internal.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code bin/helia} once more, because the node that it saw has ended in the meantime. The
 * command has not begun and nothing was read from standard input, so nothing is lost by it.
 */
final class Restart {
  private static final String TRIES = "HELIA_TRIES";
  private static final int MAX_TRIES = 5;

  private Restart() {}

  /** Returns the exit code of the new process. */
  static int of(String script, String[] words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(script);
    Collections.addAll(line, words);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    countTry(builder.environment());
    Process process = builder.start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a node was started", e);
    }
  }

  private static void countTry(Map<String, String> environment) throws IOException {
    String before = environment.get(TRIES);
    int tries = before == null ? 1 : Integer.parseInt(before) + 1;
    if (tries > MAX_TRIES) {
      throw new IOException("the node does not answer; its log is in the folder log of HELIA_HOME");
    }
    environment.put(TRIES, Integer.toString(tries));
  }
}
