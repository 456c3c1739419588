package org.helia.net.tcp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.ListenException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.Transport.Listener;
import org.helia.net.spi.contract.Ip6;
import org.helia.net.spi.contract.RecordingSetup;
import org.helia.net.spi.contract.TestLoops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTransportTest {
  private static final Multiaddr ANY_PORT = Multiaddr.parse("/ip4/127.0.0.1/tcp/0");

  private static final PrivateKey KEY = RecordingSetup.newKey();

  private final TestLoops loops = new TestLoops();
  private final TcpTransport transport = new TcpTransport(loops);
  private final BlockingQueue<RecordingSetup> admitted = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void dial_listener_bothGetTheChannel() throws Exception {
    Listener listener = listen(ANY_PORT);
    RecordingSetup dialled = dial(listener.address());
    RecordingSetup.Raw out = await(dialled.raw());
    RecordingSetup.Raw in = await(admitted().raw());

    assertThat(out.transport()).isEqualTo("tcp");
    assertThat(out.remote()).isEqualTo(listener.address()).isEqualTo(in.local());
    assertThat(in.remote()).isEqualTo(out.local());
    CompletableFuture<String> heard = hear(in.channel());
    out.channel().writeAndFlush(Unpooled.copiedBuffer("hello", UTF_8));
    in.channel().config().setAutoRead(true);
    assertThat(await(heard)).isEqualTo("hello");
    listener.close();
  }

  @Test
  void dial_ip6_bothGetTheChannel() throws Exception {
    Ip6.assumeLoopback();
    Listener listener = listen(Multiaddr.parse("/ip6/::1/tcp/0"));
    RecordingSetup.Raw out = await(dial(listener.address()).raw());
    RecordingSetup.Raw in = await(admitted().raw());

    assertThat(listener.address().toString()).startsWith("/ip6/::1/tcp/");
    assertThat(out.remote()).isEqualTo(listener.address()).isEqualTo(in.local());
    listener.close();
  }

  @Test
  void listen_portZero_tellsTheRealOne() throws Exception {
    Listener listener = listen(ANY_PORT);

    assertThat(listener.address().toString())
        .startsWith("/ip4/127.0.0.1/tcp/")
        .isNotEqualTo(ANY_PORT.toString());
    listener.close();
  }

  @Test
  void listen_portInUse_saysSo() throws Exception {
    Listener listener = listen(ANY_PORT);

    assertThatThrownBy(() -> listen(listener.address()))
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("cannot listen on " + listener.address() + ": the port is in use");
    listener.close();
  }

  @Test
  void listen_addressOfAnotherMachine_saysSo() {
    assertThatThrownBy(() -> listen(Multiaddr.parse("/ip4/192.0.2.1/tcp/0")))
        .hasMessageContaining("this machine does not have the address");
  }

  @Test
  void close_listener_freesThePortAndKeepsConnections() throws Exception {
    Listener listener = listen(ANY_PORT);
    RecordingSetup.Raw out = await(dial(listener.address()).raw());
    RecordingSetup.Raw in = await(admitted().raw());
    listener.close();

    assertThat(refusal(listener.address()))
        .hasMessage(
            "cannot dial "
                + listener.address()
                + ": the connection was refused, nobody listens there");
    assertThat(in.channel().isActive()).isTrue();
    assertThat(out.channel().isActive()).isTrue();
  }

  @Test
  void listen_notAdmitted_isClosedUnread() throws Exception {
    Listener listener = await(transport.listen(ANY_PORT, (local, remote) -> Optional.empty()));
    RecordingSetup.Raw out = await(dial(listener.address()).raw());
    out.channel().config().setAutoRead(true);

    assertThat(out.channel().closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
    listener.close();
  }

  @Test
  void dial_givenUp_closesTheChannel() throws Exception {
    Listener listener = listen(ANY_PORT);
    RecordingSetup setup = dial(listener.address());
    Channel channel = await(setup.raw()).channel();
    setup.giveUp();

    assertThat(channel.closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
    listener.close();
  }

  @Test
  void dials_otherAddresses_isFalse() {
    assertThat(transport.dials(Multiaddr.parse("/ip6/::1/tcp/4001"))).isTrue();
    assertThat(transport.dials(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/ws"))).isFalse();
    assertThat(transport.dials(Multiaddr.parse("/ip4/127.0.0.1/udp/4001"))).isFalse();
    assertThat(transport.listens(Multiaddr.parse("/dns4/localhost/tcp/4001"))).isFalse();
  }

  private Listener listen(Multiaddr address) {
    return await(
        transport.listen(
            address,
            (local, remote) -> {
              RecordingSetup setup = setup(false);
              admitted.add(setup);
              return Optional.of(setup);
            }));
  }

  /** The JDK's selectors may still let a dial or two in. */
  private Throwable refusal(Multiaddr address) {
    while (true) {
      RecordingSetup setup = dial(address);
      await(CompletableFuture.anyOf(setup.raw(), setup.failure()));
      if (setup.failure().isDone()) {
        return setup.failure().join();
      }
      setup.raw().join().channel().close();
    }
  }

  private RecordingSetup dial(Multiaddr address) {
    RecordingSetup setup = setup(true);
    transport.dial(address, setup);
    return setup;
  }

  private static RecordingSetup setup(boolean initiator) {
    return new RecordingSetup(initiator, KEY, Optional.empty());
  }

  private RecordingSetup admitted() throws InterruptedException {
    RecordingSetup setup = admitted.poll(60, TimeUnit.SECONDS);
    assertThat(setup).isNotNull();
    return setup;
  }

  private static CompletableFuture<String> hear(Channel channel) {
    CompletableFuture<String> heard = new CompletableFuture<>();
    channel
        .pipeline()
        .addLast(
            new SimpleChannelInboundHandler<ByteBuf>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                heard.complete(message.toString(UTF_8));
              }
            });
    return heard;
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
