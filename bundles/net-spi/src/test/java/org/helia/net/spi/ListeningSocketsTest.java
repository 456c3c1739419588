package org.helia.net.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.helia.net.spi.contract.Ip6;
import org.helia.net.spi.internal.Loops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListeningSocketsTest {
  private static Channel tcp(String ip, Loops loops) throws Exception {
    InetSocketAddress address = new InetSocketAddress(ip, 0);
    return ListeningSockets.tcp(address, loops.loops())
        .childHandler(new ChannelInboundHandlerAdapter())
        .bind(address)
        .sync()
        .channel();
  }

  private static Channel udp(String ip, Loops loops) throws Exception {
    InetSocketAddress address = new InetSocketAddress(ip, 0);
    return ListeningSockets.udp(address, loops.loops())
        .handler(new ChannelInboundHandlerAdapter())
        .bind(address)
        .sync()
        .channel();
  }

  @Test
  void epoll_ip6_isForIp6Only() throws Exception {
    assumeTrue(Epoll.isAvailable(), "epoll does not load here");
    Ip6.assumeLoopback();
    try (Loops loops = new Loops(true)) {
      Channel server = tcp("::1", loops);
      assertThat(server.config().getOption(ListeningSockets.V6_ONLY)).isEqualTo(1);
      assertThat(udp("::1", loops).config().getOption(ListeningSockets.V6_ONLY)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ip4_onEitherKind_isToldAsIp4(boolean epoll) throws Exception {
    assumeTrue(!epoll || Epoll.isAvailable(), "epoll does not load here");
    try (Loops loops = new Loops(epoll)) {
      for (Channel each : new Channel[] {tcp("127.0.0.1", loops), udp("127.0.0.1", loops)}) {
        assertThat(((InetSocketAddress) each.localAddress()).getAddress())
            .isInstanceOf(Inet4Address.class);
      }
    }
  }
}
