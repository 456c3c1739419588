package org.helia.shell.internal.command;

import org.helia.api.block.FetchListener;
import org.helia.api.block.FetchOptions;
import org.helia.shell.internal.HeliaCommand;
import org.helia.shell.internal.grammar.OptionGroup;

/** A command that reads blocks and whose output is the data itself. */
abstract class ReadCommand extends HeliaCommand {
  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  /** How to read. */
  FetchOptions fetchOptions(FetchListener listener) {
    return fetch.options(timeLimit(), listener);
  }
}
