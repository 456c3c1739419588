package org.helia.shell.internal.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchListener;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.grammar.UsageException;

/** Where blocks come from that the node does not have. */
final class FetchChoice {
  private static final Pattern IP4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  /** What a block may take of the whole time, so that its error is told before the other's. */
  private static final double BLOCK_SHARE = 0.9;

  @Option(name = "--offline", description = "Use only what the node has itself")
  private boolean offline;

  @Option(
      name = "--from",
      description =
          "Whom to ask first: a peer's id, its address as in /ip4/…/tcp/…/p2p/ID, or the URL of a gateway; may be given"
              + " several times",
      multiValued = true)
  @Completion(PeerCompleter.class)
  private List<String> from = List.of();

  /** How to read when nobody watches. */
  FetchOptions options(Optional<Duration> timeLimit) {
    return options(timeLimit, FetchListener.NONE);
  }

  /**
   * How to read.
   *
   * @param timeLimit how long the command may take; a block may take nearly as long
   * @param listener told of what comes from outside
   * @throws UsageException when somebody is to be asked of whom nothing can be had
   */
  FetchOptions options(Optional<Duration> timeLimit, FetchListener listener) {
    if (offline && !from.isEmpty()) {
      throw new UsageException("options \"--offline\" and \"--from\" do not go together");
    }
    Duration timeout = timeLimit.map(FetchChoice::ofBlock).orElse(FetchOptions.DEFAULTS.timeout());
    List<Multiaddr> first = from.stream().map(FetchChoice::parse).toList();
    return new FetchOptions(offline, timeout, first, listener);
  }

  private static Duration ofBlock(Duration whole) {
    return Duration.ofNanos(Math.max(1, (long) (whole.toNanos() * BLOCK_SHARE)));
  }

  /** Reads a peer id, an address, or a URL, which becomes an address. */
  static Multiaddr parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("http://") || lower.startsWith("https://")) {
        return ofUrl(text);
      }
      return text.startsWith("/")
          ? ofAddress(Multiaddr.parse(text))
          : Multiaddr.parse("/p2p/" + PeerId.parse(text));
    } catch (MultiformatsException e) {
      throw new UsageException(
          "option \"--from\" is a peer's id, an address or a URL, not \"%s\": %s"
              .formatted(text, e.getMessage()));
    }
  }

  private static Multiaddr ofAddress(Multiaddr address) {
    String text = address.toString();
    boolean isGateway =
        text.endsWith("/http") || text.endsWith("/https") || text.contains("/tls/http");
    if (address.peerId().isEmpty() && !isGateway) {
      throw new UsageException(
          "option \"--from\" takes an address with a peer at its end, as in %s/p2p/ID, or of a gateway, as in"
                  .formatted(text)
              + " /dns4/example.com/tcp/443/https");
    }
    return address;
  }

  private static Multiaddr ofUrl(String text) {
    try {
      URI url = new URI(text);
      String host = url.getHost();
      String path = url.getRawPath();
      boolean isRoot = path == null || path.isEmpty() || path.equals("/");
      if (host == null || !isRoot || url.getRawQuery() != null || url.getRawUserInfo() != null) {
        throw new UsageException(
            "option \"--from\" takes the root of a gateway, as in https://example.com, not \"%s\""
                .formatted(text));
      }
      String scheme = url.getScheme().toLowerCase(Locale.ROOT);
      int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
      return Multiaddr.parse("%s/tcp/%d/%s".formatted(ofHost(host), port, scheme));
    } catch (URISyntaxException e) {
      throw new UsageException("option \"--from\": not a URL: " + e.getMessage());
    }
  }

  private static String ofHost(String host) {
    if (host.startsWith("[")) {
      return "/ip6/" + host.substring(1, host.length() - 1);
    }
    return (IP4.matcher(host).matches() ? "/ip4/" : "/dns4/") + host;
  }
}
