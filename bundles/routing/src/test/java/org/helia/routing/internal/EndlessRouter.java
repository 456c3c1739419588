package org.helia.routing.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.Provider;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;

/** Finds ever more providers. */
final class EndlessRouter implements ContentRouter {
  @Override
  public String name() {
    return "endless";
  }

  @Override
  public Stream<Provider> providers(Cid cid, RoutingOptions options) {
    return IntStream.iterate(0, i -> (i + 1) % 65_536).mapToObj(EndlessRouter::provider);
  }

  private static Provider provider(int number) {
    Multiaddr address =
        Multiaddr.parse("/ip4/127.0.%d.%d/tcp/80/http".formatted(number / 256, number % 256));
    return new Provider(Optional.empty(), List.of(address), Set.of());
  }

  @Override
  public void provide(Cid cid, RoutingOptions options) {}
}
