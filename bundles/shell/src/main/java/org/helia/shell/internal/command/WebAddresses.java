package org.helia.shell.internal.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.helia.api.unixfs.AddSource;
import org.helia.shell.internal.grammar.UsageException;

/** Web addresses among the arguments of an add. */
final class WebAddresses {
  private WebAddresses() {}

  /** Whether an argument is a web address and not the name of a file. */
  static boolean isOne(String argument) {
    String lower = argument.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  /**
   * What is there.
   *
   * @param timeoutSeconds how long to wait for each piece
   * @param maxBytes how large it may be
   */
  static AddSource source(String address, long timeoutSeconds, long maxBytes) {
    try {
      AddSource source = AddSource.url(new URI(address));
      return source instanceof AddSource.Web web
          ? web.withTimeout(Duration.ofSeconds(timeoutSeconds)).withMaxBytes(maxBytes)
          : source;
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new UsageException("'%s' cannot be loaded: %s".formatted(address, e.getMessage()));
    }
  }
}
