package org.helia.shell.internal.config;

import java.util.Optional;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Why a component did not start, in its own words.
 *
 * @param message of the error, without the name of its class
 */
record StartFailure(String message) {
  private static final String CAUSE = "Caused by: ";
  private static final String FRAME = "\tat ";
  private static final String REFLECTION = "java.lang.reflect.";

  /**
   * The failure of a component that failed. Declarative Services have it as a stack trace, whose
   * outer errors only say that a method was called.
   */
  static Optional<StartFailure> of(ComponentConfigurationDTO configuration) {
    if (configuration.state != ComponentConfigurationDTO.FAILED_ACTIVATION) {
      return Optional.empty();
    }
    String trace = configuration.failure == null ? "" : configuration.failure;
    return Optional.of(
        trace
            .lines()
            .filter(line -> !line.startsWith(FRAME))
            .map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
            .filter(line -> !line.startsWith(REFLECTION))
            .findFirst()
            .map(StartFailure::withoutClass)
            .orElseGet(() -> new StartFailure("the log says why")));
  }

  private static StartFailure withoutClass(String line) {
    int colon = line.indexOf(": ");
    return new StartFailure(
        colon > 0 && line.lastIndexOf(' ', colon) < 0 ? line.substring(colon + 2) : line);
  }
}
