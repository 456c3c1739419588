package org.helia.cli.internal.server;

import java.io.InputStream;
import java.io.PrintStream;

/** What runs commands. */
interface Shell {
  /** Prepares a command; nothing runs yet. */
  Execution prepare(Request request, InputStream in, PrintStream out, PrintStream err);

  /** One command. */
  interface Execution {
    /** The exit code of a command that was given up because the user wished so. */
    int CANCELLED = 130;

    /**
     * Runs the command on the calling thread and those that it starts, reports its error if it has
     * one, and returns its exit code.
     */
    int run();

    /** Interrupts the command, or keeps it from starting. Returns at once. */
    void cancel();
  }
}
