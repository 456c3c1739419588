package org.helia.net.spi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NettyEventLoopsTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void channels_onEitherKind_connect(boolean epoll) throws Exception {
    assumeTrue(!epoll || Epoll.isAvailable(), "epoll does not load here");
    NettyEventLoops loops = new NettyEventLoops(epoll);
    try {
      Channel server =
          new ServerBootstrap()
              .group(loops.group())
              .channel(loops.serverChannel())
              .childHandler(new ChannelInboundHandlerAdapter())
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .sync()
              .channel();
      Channel client =
          new Bootstrap()
              .group(loops.group())
              .channel(loops.socketChannel())
              .handler(new ChannelInboundHandlerAdapter())
              .connect(server.localAddress())
              .sync()
              .channel();
      assertThat(client.isActive()).isTrue();
      assertThat(loops.kind()).isEqualTo(epoll ? "epoll" : "nio");
    } finally {
      loops.close();
    }
    assertThat(loops.group().awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_whileATaskRuns_closesAllChannels(boolean epoll) throws Exception {
    assumeTrue(!epoll || Epoll.isAvailable(), "epoll does not load here");
    NettyEventLoops loops = new NettyEventLoops(epoll);
    CountDownLatch removed = new CountDownLatch(1);
    Channel socket =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.datagramChannel())
            .handler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void handlerRemoved(ChannelHandlerContext context) {
                    removed.countDown();
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    CountDownLatch told = new CountDownLatch(1);
    socket.eventLoop().execute(() -> await(told));
    Thread closing = new Thread(loops::close, "closing");
    closing.start();
    Until.holds(loops.group()::isShuttingDown);
    told.countDown();
    closing.join();

    assertThat(removed.getCount()).isZero();
    assertThat(socket.isOpen()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
