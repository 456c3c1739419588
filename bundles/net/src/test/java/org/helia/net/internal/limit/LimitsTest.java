package org.helia.net.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.Direction;
import org.helia.api.net.ResourceLimitException;
import org.helia.api.net.ResourceUsage;
import org.helia.multiformats.peer.PeerId;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final PeerId PEER =
      PeerId.parse("12D3KooWAK598QYCdeSs4GTZrcrwxFYX2XqZQuqzLMcUGmZk71q6");

  private final LimitTable table =
      new LimitTable()
          .with(Level.SYSTEM, Resource.INBOUND_CONNECTIONS, 3)
          .with(Level.SYSTEM, Resource.INBOUND_STREAMS, 3)
          .with(Level.SYSTEM, Resource.MEMORY, 1_000)
          .with(Level.PEER, Resource.INBOUND_CONNECTIONS, 2)
          .with(Level.PEER, Resource.MEMORY, 500)
          .with(Level.CONNECTION, Resource.INBOUND_STREAMS, 2)
          .with(Level.CONNECTION, Resource.MEMORY, 400)
          .with(Level.PROTOCOL, Resource.INBOUND_STREAMS, 2)
          .with(Level.PROTOCOL_AND_PEER, Resource.INBOUND_STREAMS, 1);
  private final ResourceLimits limits = new ResourceLimits(() -> table);

  private ResourceUsage system(Resource resource) {
    return limits.usage().stream()
        .filter(each -> each.scope().equals("system"))
        .filter(each -> each.resource().equals(resource.toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void connection_oneTooMany_throwsAndCounts() {
    ConnectionResources first = limits.connection(Direction.INBOUND);
    limits.connection(Direction.INBOUND);
    limits.connection(Direction.INBOUND);
    assertThatThrownBy(() -> limits.connection(Direction.INBOUND))
        .isInstanceOf(ResourceLimitException.class)
        .hasMessage("too many inbound connections of system: 3 of 3 in use");
    assertThat(system(Resource.INBOUND_CONNECTIONS).refused()).isEqualTo(1);
    first.close();
    first.close();
    assertThat(system(Resource.INBOUND_CONNECTIONS).used()).isEqualTo(2);
    limits.connection(Direction.INBOUND);
  }

  @Test
  void belongsTo_peerHasTooMany_throwsAndEverythingIsGivenBack() {
    ConnectionResources first = limits.connection(Direction.INBOUND);
    ConnectionResources second = limits.connection(Direction.INBOUND);
    ConnectionResources third = limits.connection(Direction.INBOUND);
    first.belongsTo(PEER);
    second.belongsTo(PEER);
    assertThatThrownBy(() -> third.belongsTo(PEER))
        .hasMessage("too many inbound connections of peer %s: 2 of 2 in use".formatted(PEER));
    third.close();
    second.close();
    first.close();
    assertThat(system(Resource.INBOUND_CONNECTIONS).used()).isZero();
    assertThat(limits.usage()).extracting(ResourceUsage::scope).containsOnly("system");
  }

  @Test
  void stream_oneTooManyOfAConnection_takesNothingFromTheSystem() {
    ConnectionResources connection = limits.connection(Direction.INBOUND);
    connection.stream(Direction.INBOUND);
    connection.stream(Direction.INBOUND);
    assertThatThrownBy(() -> connection.stream(Direction.INBOUND))
        .hasMessageContaining("of connection: 2 of 2");
    assertThat(system(Resource.INBOUND_STREAMS).used()).isEqualTo(2);
  }

  @Test
  void protocolStream_oneTooManyOfAPeer_leavesRoomForOthers() {
    Claim first = limits.protocolStream("/a/1", PEER, Direction.INBOUND);
    assertThatThrownBy(() -> limits.protocolStream("/a/1", PEER, Direction.INBOUND))
        .hasMessageContaining("protocol /a/1 with peer " + PEER);
    first.close();
    limits.protocolStream("/a/1", PEER, Direction.INBOUND).close();
    assertThat(limits.usage()).extracting(ResourceUsage::scope).containsOnly("system");
  }

  @Test
  void reserveMemory_limitOfEachLevel_holds() {
    ConnectionResources first = limits.connection(Direction.INBOUND);
    assertThat(first.reserveMemory(300)).isTrue();
    assertThat(first.reserveMemory(101)).isFalse();
    first.belongsTo(PEER);
    ConnectionResources second = limits.connection(Direction.INBOUND);
    second.belongsTo(PEER);
    assertThat(second.reserveMemory(201)).isFalse();
    assertThat(second.reserveMemory(200)).isTrue();
    assertThat(system(Resource.MEMORY).used()).isEqualTo(500);
    first.releaseMemory(100);
    assertThat(system(Resource.MEMORY).used()).isEqualTo(400);
    first.close();
    second.close();
    assertThat(system(Resource.MEMORY).used()).isZero();
    assertThat(first.reserveMemory(1)).isFalse();
  }

  @Test
  void rate_addressThatIsTooFast_isRefusedUntilTimeHasPassed() {
    AtomicLong now = new AtomicLong();
    InboundRate rate = new InboundRate(now::get, () -> 2);
    byte[] address = {10, 0, 0, 1};
    assertThat(rate.admit(address)).isTrue();
    assertThat(rate.admit(address)).isTrue();
    assertThat(rate.admit(address)).isFalse();
    assertThat(rate.admit(new byte[] {10, 0, 0, 2})).isTrue();
    now.addAndGet(500_000_000);
    assertThat(rate.admit(address)).isTrue();
    assertThat(rate.admit(address)).isFalse();
    assertThat(rate.usage().refused()).isEqualTo(2);
  }

  @Test
  void rate_ip6_countsByNetwork() {
    InboundRate rate = new InboundRate(() -> 0, () -> 1);
    byte[] one = new byte[16];
    byte[] neighbour = new byte[16];
    neighbour[15] = 1;
    assertThat(rate.admit(one)).isTrue();
    assertThat(rate.admit(neighbour)).isFalse();
  }

  @Test
  void rate_zero_isNoLimit() {
    InboundRate rate = new InboundRate(() -> 0, () -> 0);
    for (int i = 0; i < 100; i++) {
      assertThat(rate.admit(new byte[4])).isTrue();
    }
  }
}
