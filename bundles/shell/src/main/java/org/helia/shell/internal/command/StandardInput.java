package org.helia.shell.internal.command;

import java.io.InputStream;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;

/** Standard input as data. */
final class StandardInput {
  private StandardInput() {}

  /**
   * The stream; somebody at a terminal is told that it is waited for.
   *
   * @throws UsageException when it is the input of the console, which never ends
   */
  static InputStream of(Io io) {
    if (io.terminals().console()) {
      throw new UsageException(
          "standard input is this console: name a file, or pipe something into the command");
    }
    if (io.terminals().in()) {
      io.err().println("helia: reading from standard input; Ctrl-D ends it");
      io.err().flush();
    }
    return io.in();
  }
}
