package org.helia.testkit.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.Provider;
import org.helia.api.routing.RoutingOptions;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link ContentRouter} does. */
@Timeout(120)
public abstract class ContentRouterContract {
  private static final RoutingOptions OPTIONS = new RoutingOptions(Duration.ofSeconds(20));

  /** The router, ready for use. */
  protected abstract ContentRouter router();

  /** A block that somebody provides whom the router finds. */
  protected abstract Cid known();

  /** Somebody who provides that block. */
  protected abstract Provider provider();

  @Test
  void name_isNotEmpty() {
    assertThat(router().name()).isNotBlank();
  }

  @Test
  void providers_ofKnownBlock_areFound() {
    assertThat(providers(known())).contains(provider());
  }

  @Test
  void providers_ofUnknownBlock_areNone() {
    assertThat(providers(SampleBlocks.raw(987_654_321, 100).cid())).isEmpty();
  }

  @Test
  void providers_streamClosedUnread_nextCallWorks() {
    router().providers(known(), OPTIONS).close();
    assertThat(providers(known())).contains(provider());
  }

  @Test
  void providers_severalThreadsAtOnce_allFind() throws Exception {
    Together.run(4, thread -> assertThat(providers(known())).contains(provider()));
  }

  @Test
  void providers_interrupted_isCancelledOrDone() {
    Thread.currentThread().interrupt();
    try {
      assertThat(providers(known())).contains(provider());
    } catch (CancelledException e) {
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  private List<Provider> providers(Cid cid) {
    try (Stream<Provider> found = router().providers(cid, OPTIONS)) {
      return found.toList();
    }
  }
}
