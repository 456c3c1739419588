package org.helia.shell.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Option;
import org.helia.shell.internal.grammar.Durations;
import org.jspecify.annotations.Nullable;

/**
 * A command of scope {@code helia}. Options and arguments are fields with the annotations of
 * Karaf's shell; an object is made for each line that is run.
 */
public abstract class HeliaCommand {
  @Option(
      name = "--timeout",
      description = "Give up after this time, as in 500ms, 10s or 1m30s; by default never")
  private @Nullable String timeout;

  /**
   * How long it may take, if there is a limit.
   *
   * @throws org.helia.shell.internal.grammar.UsageException when the option is no duration
   */
  protected final Optional<Duration> timeLimit() {
    return timeout == null ? Optional.empty() : Optional.of(Durations.parse("--timeout", timeout));
  }

  /**
   * Runs it.
   *
   * @throws IOException when input, output or a local file fails
   * @throws org.helia.api.HeliaException when the node fails
   * @throws org.helia.shell.internal.grammar.UsageException when options do not go together
   */
  protected abstract void run(Io io) throws IOException;
}
