package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.helia.api.HeliaException;
import org.helia.api.routing.Provider;
import org.helia.api.routing.Routing;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/** Finds gateways by the routers. A bounded number of look-ups runs at once. */
final class RoutedGateways {
  private static final RoutingOptions OPTIONS = new RoutingOptions(Duration.ofSeconds(10));
  private static final int MAX_LOOKUPS = 8;

  /** How many gateways one look-up adds, and how many providers it reads for that. */
  private static final int MAX_FOUND = 4;

  private static final int MAX_READ = 100;

  private final ExecutorService workers;
  private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);
  private volatile @Nullable Routing routing;

  RoutedGateways(ExecutorService workers) {
    this.workers = workers;
  }

  void set(Routing found) {
    routing = found;
  }

  synchronized void unset(Routing leaving) {
    if (routing == leaving) {
      routing = null;
    }
  }

  /**
   * Looks for gateways that have a block.
   *
   * @return completes with none when there are too many look-ups, or they fail
   */
  CompletableFuture<List<GatewayUrl>> find(Cid cid) {
    Routing asked = routing;
    if (asked == null || !lookups.tryAcquire()) {
      return CompletableFuture.completedFuture(List.of());
    }
    try {
      return CompletableFuture.supplyAsync(() -> find(asked, cid), workers)
          .whenComplete((found, error) -> lookups.release());
    } catch (RejectedExecutionException e) {
      lookups.release();
      return CompletableFuture.completedFuture(List.of());
    }
  }

  private static List<GatewayUrl> find(Routing asked, Cid cid) {
    try (Stream<Provider> providers = asked.providers(cid, OPTIONS)) {
      return providers
          .limit(MAX_READ)
          .filter(provider -> provider.protocols().contains(Provider.GATEWAY_HTTP))
          .flatMap(provider -> provider.addresses().stream())
          .flatMap(address -> GatewayUrl.of(address).stream())
          .distinct()
          .limit(MAX_FOUND)
          .toList();
    } catch (HeliaException e) {
      return List.of();
    }
  }
}
