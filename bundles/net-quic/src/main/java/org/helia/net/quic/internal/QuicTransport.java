package org.helia.net.quic.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.quic.internal.DialSockets.DialSocket;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.IpEndpoint;
import org.helia.net.spi.SocketFailure;
import org.helia.net.spi.Transport;
import org.helia.net.spi.stream.FairWorkers;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses {@code …/udp/…/quic-v1}. Where its native library does not load, every dial and listen
 * says so, and the other transports go on.
 */
@Component(service = Transport.class)
public final class QuicTransport implements Transport {
  static final String NAME = "quic";

  private static final Logger LOG = LoggerFactory.getLogger(QuicTransport.class);

  /** How long nothing may be heard of a remote, which is asked twice in that. */
  private static final Duration IDLE = Duration.ofSeconds(45);

  /** Tasks of streams that run at once, over all peers. */
  static final int THREADS = 512;

  private final Datagrams datagrams;
  private final ByteBufAllocator allocator;
  private final Codecs codecs;
  private final DialSockets sockets;
  private final ExecutorService workers = Workers.open("helia-quic", THREADS);
  private final @Nullable Throwable unavailable;

  @Activate
  public QuicTransport(@Reference EventLoops loops, @Reference PeerCertificates certificates) {
    this(loops, certificates, IDLE, Quic.isAvailable() ? null : Quic.unavailabilityCause());
  }

  QuicTransport(
      EventLoops loops,
      PeerCertificates certificates,
      Duration idle,
      @Nullable Throwable unavailable) {
    this.datagrams = new Datagrams(loops);
    this.allocator = loops.allocator();
    this.codecs =
        new Codecs(
            certificates,
            new FairWorkers(workers, THREADS),
            allocator,
            datagrams,
            idle,
            InstantSource.system());
    this.sockets = new DialSockets(datagrams, codecs);
    this.unavailable = unavailable;
    if (unavailable != null) {
      LOG.warn("there is no QUIC: {}", why(unavailable));
    }
  }

  @Deactivate
  void close() {
    sockets.end();
    workers.shutdown();
  }

  private static String why(Throwable unavailable) {
    return "the native library of QUIC does not load on this machine (it needs Linux on x86-64 and a"
        + " folder for temporary files that is writable and not mounted noexec), "
        + unavailable.getMessage();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> obstacle() {
    return unavailable == null ? Optional.empty() : Optional.of(why(unavailable));
  }

  @Override
  public boolean dials(Multiaddr address) {
    return IpEndpoint.matches(address, Protocol.UDP, Protocol.QUIC_V1);
  }

  @Override
  public boolean listens(Multiaddr address) {
    return dials(address);
  }

  @Override
  public void dial(Multiaddr address, ConnectionSetup setup) {
    if (unavailable != null) {
      setup.failed(new NetException("cannot dial " + address + ": " + why(unavailable)));
      return;
    }
    InetSocketAddress target = endpoint(address);
    DialSocket socket = sockets.next(target);
    socket
        .bound()
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                connect(socket, address, target, setup);
              } else {
                setup.failed(SocketFailure.dialling(address, bound.cause()));
              }
            });
  }

  private void connect(
      DialSocket socket, Multiaddr address, InetSocketAddress target, ConnectionSetup setup) {
    Channel channel = socket.bound().channel();
    Multiaddr local = multiaddr((InetSocketAddress) channel.localAddress());
    ConnectionHandler handler = codecs.handler(setup, local, address);
    QuicChannel.newBootstrap(channel)
        .handler(
            new ChannelInitializer<QuicChannel>() {
              @Override
              protected void initChannel(QuicChannel connection) {
                connection.pipeline().addLast(handler);
                socket.shared().use(connection);
                setup.onGivenUp(connection::close);
              }
            })
        .streamHandler(handler.streams())
        .attr(Codecs.KEY, setup.localKey())
        .option(ChannelOption.ALLOCATOR, allocator)
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, datagrams.segments())
        .streamOption(ChannelOption.ALLOCATOR, allocator)
        .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .remoteAddress(target)
        .connect()
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                setup.failed(SocketFailure.dialling(address, handler.cause(done.cause())));
              }
            });
  }

  @Override
  public CompletableFuture<Listener> listen(Multiaddr address, Inbound inbound) {
    if (unavailable != null) {
      return CompletableFuture.failedFuture(
          new ListenException("cannot listen on " + address + ": " + why(unavailable)));
    }
    CompletableFuture<Listener> listening = new CompletableFuture<>();
    QuicListener listener = new QuicListener(codecs, inbound);
    InetSocketAddress socket = endpoint(address);
    ChannelFuture binding = datagrams.socket(socket, listener.codec()).bind(socket);
    binding.addListener(
        done -> {
          if (done.isSuccess()) {
            listener.listening(binding.channel());
            listening.complete(listener);
          } else {
            listening.completeExceptionally(SocketFailure.listening(address, done.cause()));
          }
        });
    return listening;
  }

  private static InetSocketAddress endpoint(Multiaddr address) {
    return IpEndpoint.of(address)
        .orElseThrow(() -> new IllegalArgumentException("not an address of QUIC: " + address))
        .socket();
  }

  static Multiaddr multiaddr(InetSocketAddress socket) {
    return IpEndpoint.multiaddr(socket, Protocol.UDP, Protocol.QUIC_V1);
  }
}
