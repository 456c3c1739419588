package org.helia.net.dns.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DohResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/**
 * A server that answers questions.
 *
 * @param text as the operator wrote it
 */
sealed interface Server {
  /** How errors call it. */
  String text();

  /** What asks it. */
  Resolver resolver(Duration timeout);

  /**
   * Over UDP and, for long answers, TCP.
   *
   * @param socket where it is
   */
  record Plain(String text, InetSocketAddress socket) implements Server {
    @Override
    public Resolver resolver(Duration timeout) {
      SimpleResolver resolver = new SimpleResolver(socket);
      resolver.setTimeout(timeout);
      return resolver;
    }
  }

  /**
   * Over HTTPS.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8484">RFC 8484</a>
   */
  record Https(String text) implements Server {
    private static final int CONNECTIONS = 5;

    @Override
    public Resolver resolver(Duration timeout) {
      DohResolver resolver = new DohResolver(text, CONNECTIONS, Duration.ofMinutes(2));
      resolver.setTimeout(timeout);
      return resolver;
    }
  }

  /** An IPv4, or an IPv6 in brackets, and a port; or an IP alone. */
  Pattern IP_AND_PORT =
      Pattern.compile("\\[([0-9a-fA-F:.]+)](?::([0-9]{1,5}))?|([0-9.]+)(?::([0-9]{1,5}))?");

  /** An IPv6 without a port. */
  Pattern IP6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]+");

  /** The highest port. */
  int MAX_PORT = 65_535;

  /**
   * Reads a server.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Server parse(String text) {
    if (text.startsWith("https://") || text.startsWith("http://")) {
      return https(text);
    }
    if (IP6.matcher(text).matches()) {
      return plain(text, text, null);
    }
    Matcher parts = IP_AND_PORT.matcher(text);
    if (!parts.matches()) {
      throw wrong(text);
    }
    return parts.group(1) == null
        ? plain(text, parts.group(3), parts.group(4))
        : plain(text, parts.group(1), parts.group(2));
  }

  /** Without encryption only to this machine, where a proxy may be. */
  private static Server https(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() == null
          || uri.getScheme().equals("http") && !uri.getHost().equals("127.0.0.1")) {
        throw wrong(text);
      }
      return new Https(text);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static Server plain(String text, String ip, @Nullable String port) {
    try {
      int number = port == null ? SimpleResolver.DEFAULT_PORT : Integer.parseInt(port);
      if (number < 1 || number > MAX_PORT) {
        throw wrong(text);
      }
      // Nothing is looked up: what got here has the form of an IP.
      return new Plain(text, new InetSocketAddress(InetAddress.getByName(ip), number));
    } catch (UnknownHostException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "servers of %s must be IPs, IPs with ports, as in [2001:db8::1]:53, or https:// addresses, not '%s'"
            .formatted(DnsConfig.PID, text));
  }
}
