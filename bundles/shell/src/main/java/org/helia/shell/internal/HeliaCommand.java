package org.helia.shell.internal;

import java.io.IOException;

/**
 * A command of scope {@code helia}. Options and arguments are fields with the annotations of
 * Karaf's shell; an object is made for each line that is run.
 */
public abstract class HeliaCommand {
  /**
   * Runs it.
   *
   * @throws IOException when input, output or a local file fails
   * @throws org.helia.api.HeliaException when the node fails
   * @throws org.helia.shell.internal.grammar.UsageException when options do not go together
   */
  protected abstract void run(Io io) throws IOException;
}
