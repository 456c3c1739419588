package org.helia.cli.internal.client;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs one command in the running node.
 *
 * <p>Called by {@code bin/helia} with: the path of {@code bin/helia} itself, the directory of the
 * node's socket, which of the descriptors 0, 1 and 2 are terminals (as in "12", and a "t" for stack
 * traces), the width of the terminal, the command's words.
 */
public final class Main {
  private static final int FIRST_WORD = 4;

  /**
   * The exit code of a client that could not do its work, as distinct from a command that failed.
   */
  private static final int CLIENT_FAILED = 1;

  private Main() {}

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    Runtime.getRuntime().halt(run(args));
  }

  private static int run(String[] args) {
    String[] words = new String[args.length - FIRST_WORD];
    System.arraycopy(args, FIRST_WORD, words, 0, words.length);
    try (Connection connection = Connection.open(Path.of(args[1]))) {
      if (connection == null) {
        return Restart.of(args[0], words);
      }
      connection.request(args[2], Integer.parseInt(args[3]), words);
      return new Relay(connection).run();
    } catch (IOException e) {
      System.err.println("Error: " + e.getMessage());
      return CLIENT_FAILED;
    }
  }
}
