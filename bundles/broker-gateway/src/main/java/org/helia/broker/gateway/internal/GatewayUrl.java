package org.helia.broker.gateway.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway is.
 *
 * @param base scheme, host in lower case, port and perhaps a path, without a slash at the end
 */
record GatewayUrl(URI base) {
  private static final List<Protocol> HOSTS =
      List.of(Protocol.IP4, Protocol.IP6, Protocol.DNS, Protocol.DNS4, Protocol.DNS6);

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException when it is not one of HTTP, or has user, query or fragment
   */
  static GatewayUrl parse(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean isPlain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (!isPlain || !(scheme.equals("http") || scheme.equals("https"))) {
        throw new IllegalArgumentException(
            "the URL of a gateway is as https://example.com, not " + text);
      }
      return of(scheme, uri.getHost(), uri.getPort(), uri.getRawPath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + text, e);
    }
  }

  private static GatewayUrl of(String scheme, String host, int port, @Nullable String path)
      throws URISyntaxException {
    int shown = port == defaultPort(scheme) ? -1 : port;
    String trimmed = path == null ? "" : path.replaceAll("/+$", "");
    return new GatewayUrl(
        new URI(
            scheme
                + "://"
                + host.toLowerCase(Locale.ROOT)
                + (shown < 0 ? "" : ":" + shown)
                + trimmed));
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /**
   * Reads an address as {@code /dns4/example.com/tcp/443/https}, {@code …/tls/http} or {@code
   * …/http}.
   *
   * @return empty when it is one of something else
   */
  static Optional<GatewayUrl> of(Multiaddr address) {
    List<Component> parts = address.components();
    Parts found = new Parts();
    boolean understood = !parts.isEmpty() && parts.stream().allMatch(found::take);
    return understood ? found.url() : Optional.empty();
  }

  /** What has been read of a multiaddr. */
  private static final class Parts {
    private @Nullable String host;
    private int port = -1;
    private boolean tls;
    private boolean http;
    private String path = "";

    boolean take(Component part) {
      Protocol protocol = part.protocol();
      String value = part.value().orElse("");
      if (HOSTS.contains(protocol) && host == null) {
        host = protocol == Protocol.IP6 ? "[" + value + "]" : value;
      } else if (protocol == Protocol.TCP && host != null && port < 0) {
        port = Integer.parseInt(value);
      } else if (protocol == Protocol.TLS && !http) {
        tls = true;
      } else if (protocol == Protocol.HTTP) {
        http = true;
      } else if (protocol == Protocol.HTTPS) {
        tls = true;
        http = true;
      } else if (protocol == Protocol.HTTP_PATH && http) {
        path = "/" + value;
      } else {
        // The gateway's peer id says nothing about where it is; SNI is the host's own name.
        return protocol == Protocol.P2P
            || (protocol == Protocol.SNI && value.equalsIgnoreCase(host));
      }
      return true;
    }

    Optional<GatewayUrl> url() {
      if (host == null || !http) {
        return Optional.empty();
      }
      try {
        return Optional.of(GatewayUrl.of(tls ? "https" : "http", host, port, path));
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }
  }

  boolean isSecure() {
    return base.getScheme().equals("https");
  }

  /** The host's name or address, an IPv6 address without its brackets. */
  String host() {
    return base.getHost().replaceAll("^\\[|]$", "");
  }

  /** Whether the host has to be looked up. */
  boolean isByName() {
    String host = host();
    return host.indexOf(':') < 0 && host.chars().anyMatch(Character::isLetter);
  }

  /** Where one block is. */
  URI raw(Cid cid) {
    return URI.create(base + "/ipfs/" + cid + "?format=raw");
  }

  /** Where a DAG is, each block once. */
  URI car(Cid root) {
    return URI.create(
        base + "/ipfs/" + root + "?format=car&dag-scope=all&car-order=dfs&car-dups=n");
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
