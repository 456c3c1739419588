package org.helia.net.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.helia.api.net.ListenException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.dial.Transports;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private static final List<Multiaddr> BOTH = parse("/ip4/0.0.0.0/tcp/1", "/ip6/::/tcp/1");

  private final Ports ports = new Ports();
  private final Listeners listeners =
      new Listeners(
          new Transports(new Plugins<>(PluginFamily.of("transport", "none"))),
          (local, remote) -> Optional.empty(),
          () -> {});

  private static List<Multiaddr> parse(String... texts) {
    return Stream.of(texts).map(Multiaddr::parse).toList();
  }

  /** Only notes what it should listen on, and opens nothing. */
  private static final class Ports implements Transport {
    private final Set<Multiaddr> impossible = new HashSet<>();

    @Override
    public String name() {
      return "ports";
    }

    @Override
    public boolean dials(Multiaddr address) {
      return true;
    }

    @Override
    public boolean listens(Multiaddr address) {
      return true;
    }

    @Override
    public void dial(Multiaddr address, ConnectionSetup setup) {
      throw new UnsupportedOperationException("nothing is dialled");
    }

    @Override
    public CompletableFuture<Listener> listen(Multiaddr address, Inbound inbound) {
      return impossible.contains(address)
          ? CompletableFuture.failedFuture(new ListenException("no way to " + address))
          : CompletableFuture.completedFuture(new Noted(address));
    }
  }

  private record Noted(Multiaddr address) implements Transport.Listener {
    @Override
    public void close() {}
  }

  @Test
  void configure_bothWildcards_areListenedOn() {
    listeners.add(ports);
    listeners.configure(BOTH);

    assertThat(listeners.addresses()).isEqualTo(BOTH);
    assertThat(listeners.problems()).isEmpty();
  }

  @Test
  void configure_noIp6BesideIp4_isNoProblem() {
    ports.impossible.add(BOTH.get(1));
    listeners.add(ports);
    listeners.configure(BOTH);

    assertThat(listeners.addresses()).containsExactly(BOTH.get(0));
    assertThat(listeners.problems()).isEmpty();
  }

  @Test
  void configure_neitherOrIp6Alone_isAProblem() {
    ports.impossible.addAll(BOTH);
    listeners.add(ports);
    listeners.configure(BOTH);
    assertThat(listeners.problems()).hasSize(2);

    listeners.configure(BOTH.subList(1, 2));
    assertThat(listeners.problems())
        .anySatisfy(problem -> assertThat(problem).contains("no way to /ip6/::/tcp/1"));
  }

  /** As when a node that has joined a network starts before its transports. */
  @Test
  void configure_otherAddresses_problemsOfTheFormerAreOver() {
    listeners.configure(parse("/ip4/127.0.0.1/tcp/1"));
    assertThat(listeners.problems()).hasSize(1);
    listeners.configure(parse("/ip4/127.0.0.2/tcp/1"));
    listeners.add(ports);

    assertThat(listeners.problems()).isEmpty();
    assertThat(listeners.addresses()).isEqualTo(parse("/ip4/127.0.0.2/tcp/1"));
  }

  @Test
  void configure_oneIp6Address_isAProblem() {
    List<Multiaddr> addresses = parse("/ip4/0.0.0.0/tcp/1", "/ip6/::1/tcp/1");
    ports.impossible.add(addresses.get(1));
    listeners.add(ports);
    listeners.configure(addresses);

    assertThat(listeners.problems()).hasSize(1);
  }
}
