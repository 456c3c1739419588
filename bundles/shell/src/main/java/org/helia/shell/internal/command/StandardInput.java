package org.helia.shell.internal.command;

import java.io.InputStream;
import org.helia.shell.internal.Io;

/** Standard input as data. */
final class StandardInput {
  private StandardInput() {}

  /** The stream; somebody at a terminal is told that it is waited for. */
  static InputStream of(Io io) {
    if (io.terminals().in()) {
      io.err().println("helia: reading from standard input; Ctrl-D ends it");
      io.err().flush();
    }
    return io.in();
  }
}
