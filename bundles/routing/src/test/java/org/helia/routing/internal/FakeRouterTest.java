package org.helia.routing.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.Provider;
import org.helia.api.routing.ValueRouter;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.TestKeys;
import org.helia.testkit.routing.ContentRouterContract;
import org.helia.testkit.routing.FakeRouter;
import org.helia.testkit.routing.ValueRouterContract;
import org.junit.jupiter.api.Nested;

/** The fake does what the contracts say, so that tests with it mean something. */
class FakeRouterTest {
  @Nested
  class Content extends ContentRouterContract {
    private final PeerId peer = PeerId.of(TestKeys.ed25519(1).publicKey());
    private final FakeRouter router = new FakeRouter("fake").knows(known(), provider());

    @Override
    protected ContentRouter router() {
      return router;
    }

    @Override
    protected Cid known() {
      return SampleBlocks.raw(1, 10).cid();
    }

    @Override
    protected Provider provider() {
      return new Provider(Optional.of(peer), List.of(), Set.of());
    }
  }

  @Nested
  class Values extends ValueRouterContract {
    private final FakeRouter router = new FakeRouter("fake");

    @Override
    protected ValueRouter router() {
      return router;
    }

    @Override
    protected byte[] key() {
      byte[] key = new byte[16];
      ThreadLocalRandom.current().nextBytes(key);
      return key;
    }

    @Override
    protected byte[] valueOf(byte[] key, int generation) {
      return new byte[] {(byte) generation};
    }
  }
}
