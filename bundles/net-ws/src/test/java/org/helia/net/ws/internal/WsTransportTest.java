package org.helia.net.ws.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.ListenException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.Transport.Listener;
import org.helia.net.spi.contract.Ip6;
import org.helia.net.spi.contract.RecordingSetup;
import org.helia.net.spi.contract.TestLoops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WsTransportTest {
  private static final PrivateKey KEY = RecordingSetup.newKey();
  private static final Multiaddr PLAIN = Multiaddr.parse("/ip4/127.0.0.1/tcp/0/ws");
  private static final Multiaddr SECURE = Multiaddr.parse("/ip4/127.0.0.1/tcp/0/tls/ws");
  private static final String PASSWORD = "changeit";

  private final TestLoops loops = new TestLoops();
  private final BlockingQueue<RecordingSetup> admitted = new LinkedBlockingQueue<>();
  private Duration inboundTimeout = Duration.ofSeconds(60);

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void dial_plain_carriesBytesBothWays() throws Exception {
    WsTransport transport = new WsTransport(loops, new Config("", ""));
    Listener listener = listen(transport, PLAIN);
    assertThat(listener.address().toString()).matches("/ip4/127\\.0\\.0\\.1/tcp/[1-9]\\d*/ws");

    RecordingSetup.Raw out = await(dial(transport, listener.address()).raw());
    RecordingSetup.Raw in = await(admitted().raw());
    assertThat(out.remote()).isEqualTo(listener.address()).isEqualTo(in.local());
    assertThat(in.remote()).isEqualTo(out.local());
    assertThat(in.transport()).isEqualTo("ws");
    assertCarries(out.channel(), in.channel());
    assertCarries(in.channel(), out.channel());
    out.channel().close();
    assertThat(in.channel().closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
    listener.close();
  }

  @Test
  void dial_ip6_carriesBytesBothWays() throws Exception {
    Ip6.assumeLoopback();
    WsTransport transport = new WsTransport(loops, new Config("", ""));
    Listener listener = listen(transport, Multiaddr.parse("/ip6/::1/tcp/0/ws"));
    assertThat(listener.address().toString()).matches("/ip6/::1/tcp/[1-9]\\d*/ws");

    RecordingSetup.Raw out = await(dial(transport, listener.address()).raw());
    RecordingSetup.Raw in = await(admitted().raw());
    assertCarries(out.channel(), in.channel());
    assertCarries(in.channel(), out.channel());
    listener.close();
  }

  @Test
  void dial_secureAndTrusted_carriesBytesBothWays(@TempDir Path folder) throws Exception {
    WsTransport transport = new WsTransport(loops, secure(folder, "SAN=IP:127.0.0.1"));
    Listener listener = listen(transport, SECURE);
    assertThat(listener.address().toString()).endsWith("/tls/ws");

    RecordingSetup.Raw out = await(dial(transport, listener.address()).raw());
    RecordingSetup.Raw in = await(admitted().raw());
    assertCarries(out.channel(), in.channel());
    assertCarries(in.channel(), out.channel());
    listener.close();
  }

  @Test
  void dial_secureWithServerName_checksThatName(@TempDir Path folder) throws Exception {
    WsTransport transport = new WsTransport(loops, secure(folder, "SAN=DNS:peer.example"));
    Listener listener = listen(transport, SECURE);
    String named = listener.address().toString().replace("/ws", "/sni/peer.example/ws");

    assertThat(await(dial(transport, Multiaddr.parse(named)).raw())).isNotNull();
    assertThat(await(dial(transport, listener.address()).failure()))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("127.0.0.1");
    listener.close();
  }

  @Test
  void dial_secureButNotTrusted_fails(@TempDir Path folder) throws Exception {
    WsTransport transport = new WsTransport(loops, secure(folder, "SAN=IP:127.0.0.1"));
    WsTransport stranger = new WsTransport(loops, new Config("", ""));
    Listener listener = listen(transport, SECURE);

    assertThat(await(dial(stranger, listener.address()).failure()))
        .isInstanceOf(HandshakeException.class)
        .hasMessageContaining("no WebSocket with " + listener.address());
    listener.close();
  }

  @Test
  void listen_secureWithoutKeyStore_saysWhatToDo() {
    assertThatThrownBy(() -> listen(new WsTransport(loops, new Config("", "")), SECURE))
        .hasCauseInstanceOf(ListenException.class)
        .hasMessageContaining("keyStorePath");
  }

  @Test
  void listen_noSuchKeyStore_namesIt() {
    assertThatThrownBy(
            () -> listen(new WsTransport(loops, new Config("/nowhere/keys.p12", "")), SECURE))
        .hasMessageContaining("/nowhere/keys.p12");
  }

  @Test
  void dial_nobodyListens_saysSo() throws Exception {
    WsTransport transport = new WsTransport(loops, new Config("", ""));
    Multiaddr noWhere = Multiaddr.parse("/ip4/127.0.0.1/tcp/1/ws");

    assertThat(await(dial(transport, noWhere).failure())).hasMessageContaining("refused");
  }

  @Test
  void listen_noRequestComes_hangsUpAtTheDeadline() throws Exception {
    inboundTimeout = Duration.ofMillis(100);
    Listener listener = listen(new WsTransport(loops, new Config("", "")), PLAIN);
    try (Socket socket = connect(listener)) {
      socket.getOutputStream().write("GET / HT".getBytes(UTF_8));

      assertThat(await(admitted().failure())).hasMessageContaining("too long");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    listener.close();
  }

  @Test
  void listen_endlessHeader_isCutOff() throws Exception {
    Listener listener = listen(new WsTransport(loops, new Config("", "")), PLAIN);
    try (Socket socket = connect(listener)) {
      CompletableFuture<Throwable> failure = admitted().failure();
      writeUntil(failure, socket.getOutputStream());

      assertThat(await(failure)).isInstanceOf(HandshakeException.class);
    }
    listener.close();
  }

  private static void writeUntil(CompletableFuture<?> done, OutputStream out) {
    try {
      out.write("GET / HTTP/1.1\r\nX: ".getBytes(UTF_8));
      byte[] more = "x".repeat(1_000).getBytes(UTF_8);
      while (!done.isDone()) {
        out.write(more);
      }
    } catch (IOException e) {
      // The other side has hung up, as it should.
    }
  }

  @Test
  void dials_otherAddresses_isFalse() {
    WsTransport transport = new WsTransport(loops, new Config("", ""));

    assertThat(transport.dials(Multiaddr.parse("/ip6/::1/tcp/1/wss"))).isTrue();
    assertThat(transport.dials(Multiaddr.parse("/ip4/127.0.0.1/tcp/1/tls/sni/a.example/ws")))
        .isTrue();
    assertThat(transport.dials(Multiaddr.parse("/ip4/127.0.0.1/tcp/1"))).isFalse();
    assertThat(transport.dials(Multiaddr.parse("/ip4/127.0.0.1/udp/1/ws"))).isFalse();
    assertThat(transport.listens(Multiaddr.parse("/ip4/127.0.0.1/tcp/1/tls/sni/a.example/ws")))
        .isFalse();
  }

  private static Socket connect(Listener listener) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(60_000);
    InetSocketAddress at = WsAddress.of(listener.address()).orElseThrow().socket();
    socket.connect(at);
    return socket;
  }

  /** A key store that is its own trust store. */
  private static Config secure(Path folder, String extension) throws Exception {
    Path file = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "peer",
                "-keyalg",
                "EC",
                "-dname",
                "CN=peer",
                "-ext",
                extension,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    return new Config(file.toString(), file.toString());
  }

  private Listener listen(WsTransport transport, Multiaddr address) {
    return await(
        transport.listen(
            address,
            (local, remote) -> {
              RecordingSetup setup =
                  new RecordingSetup(false, KEY, Optional.empty()).within(inboundTimeout);
              admitted.add(setup);
              return Optional.of(setup);
            }));
  }

  private static RecordingSetup dial(WsTransport transport, Multiaddr address) {
    RecordingSetup setup = new RecordingSetup(true, KEY, Optional.empty());
    transport.dial(address, setup);
    return setup;
  }

  private RecordingSetup admitted() throws InterruptedException {
    RecordingSetup setup = admitted.poll(60, TimeUnit.SECONDS);
    assertThat(setup).isNotNull();
    return setup;
  }

  private static void assertCarries(Channel from, Channel to) {
    CompletableFuture<String> heard = new CompletableFuture<>();
    to.pipeline().addLast(new Ear(heard));
    from.writeAndFlush(Unpooled.copiedBuffer("hello", UTF_8));
    to.config().setAutoRead(true);
    assertThat(await(heard)).isEqualTo("hello");
  }

  private static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static final class Ear extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<String> heard;

    Ear(CompletableFuture<String> heard) {
      this.heard = heard;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      heard.complete(message.toString(UTF_8));
    }
  }

  /** What an operator has configured. */
  private record Config(String keyStorePath, String trustStorePath) implements WsConfig {
    @Override
    public String keyStorePassword() {
      return PASSWORD;
    }

    @Override
    public String trustStorePassword() {
      return PASSWORD;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return WsConfig.class;
    }
  }
}
