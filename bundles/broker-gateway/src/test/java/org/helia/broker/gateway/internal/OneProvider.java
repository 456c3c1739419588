package org.helia.broker.gateway.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.helia.api.net.PeerAddresses;
import org.helia.api.routing.Provider;
import org.helia.api.routing.Routing;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/** Routing that names one gateway for everything. */
final class OneProvider implements Routing {
  private final Provider provider;

  OneProvider(TestServer server) {
    provider =
        new Provider(
            Optional.empty(),
            List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + server.port() + "/http")),
            Set.of(Provider.GATEWAY_HTTP));
  }

  @Override
  public Stream<Provider> providers(Cid cid, RoutingOptions options) {
    return Stream.of(provider);
  }

  @Override
  public void provide(Cid cid, RoutingOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<PeerAddresses> peer(PeerId peer, RoutingOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> value(byte[] key, RoutingOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(byte[] key, byte[] value, RoutingOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> routers() {
    return List.of("one");
  }
}
