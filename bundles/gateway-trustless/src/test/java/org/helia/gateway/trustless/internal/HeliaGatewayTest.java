package org.helia.gateway.trustless.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Helia's broker of trustless gateways fetches from our gateway. */
@Timeout(120)
@EnabledIfSystemProperty(named = RemotePeer.HELIA, matches = ".+")
class HeliaGatewayTest {
  /** A file of several blocks. */
  private static final String FILE =
      "/ipfs/bafybeidbclfqleg2uojchspzd4bob56dqetqjsj27gy2cq3klkkgxtpn4i";

  @Test
  void cat_throughOurGateway_isTheFile() throws Exception {
    FakeBlocks blocks = new FakeBlocks();
    try (RunningGateway gateway = new RunningGateway(blocks);
        RemotePeer helia = RemotePeer.start(RemotePeer.HELIA)) {
      gateway.load("trustless_gateway_car/single-layer-hamt-with-multi-block-files.car");

      JsonNode read =
          helia.call(
              "cat-from-gateway",
              Map.of(
                  "gateway",
                  gateway.uri("").toString(),
                  "cid",
                  FILE.substring("/ipfs/".length()),
                  "path",
                  "685.txt"));

      assertThat(read.get("length").intValue()).isEqualTo(1_026);
    }
  }
}
