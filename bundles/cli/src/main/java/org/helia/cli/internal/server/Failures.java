package org.helia.cli.internal.server;

import java.io.PrintStream;
import org.apache.karaf.shell.support.CommandException;
import org.helia.api.HeliaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports how a command failed. The exit codes are 0, 1 for a command that failed, 2 for a command
 * line that is not one (as the shells of Unix have it), 130 for a command that the user cancelled.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final boolean trace;
  private final PrintStream err;

  /**
   * @param trace whether to show stack traces
   */
  Failures(boolean trace, PrintStream err) {
    this.trace = trace;
    this.err = err;
  }

  /** Prints the error, if there is one, and returns the exit code. */
  int exitCode(@Nullable Throwable failure, boolean cancelled) {
    if (failure == null) {
      return cancelled ? Shell.Execution.CANCELLED : 0;
    }
    err.println("Error: " + message(failure));
    if (trace) {
      failure.printStackTrace(err);
    }
    if (cancelled) {
      return Shell.Execution.CANCELLED;
    }
    if (!expected(failure)) {
      LOG.error("a command ended by an error that it did not expect", failure);
    }
    return misused(failure) ? MISUSED : FAILED;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getName() : message;
  }

  private static boolean expected(Throwable failure) {
    return failure instanceof CommandException
        || failure instanceof HeliaException
        || failure instanceof UnknownCommandException;
  }

  /**
   * The container's shell and Helia's commands raise a {@link CommandException} without a cause for
   * a faulty command line.
   */
  private static boolean misused(Throwable failure) {
    return failure instanceof UnknownCommandException
        || (failure instanceof CommandException && failure.getCause() == null);
  }
}
