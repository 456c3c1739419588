package org.helia.cli.internal.server;

import org.helia.cli.internal.wire.Frames;

/**
 * What a client's standard streams are.
 *
 * @param flags the {@code TERMINAL_} flags of {@link Frames} and {@link Frames#TRACE}
 * @param columns the width of the terminal, 0 when unknown
 */
record ClientTerminal(int flags, int columns) {
  /** Which of the descriptors 0, 1 and 2 are terminals, as in "12". */
  String descriptors() {
    return ((flags & Frames.TERMINAL_IN) != 0 ? "0" : "")
        + ((flags & Frames.TERMINAL_OUT) != 0 ? "1" : "")
        + ((flags & Frames.TERMINAL_ERR) != 0 ? "2" : "");
  }

  /** Whether errors are to be shown with their stack traces. */
  boolean trace() {
    return (flags & Frames.TRACE) != 0;
  }
}
