package org.helia.net.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.Transport;

/** Channels inside the JVM, under addresses of TCP on documentation networks or loopback. */
final class FakeTransport implements Transport {
  private static final AtomicInteger NEXT_PORT = new AtomicInteger(50_000);

  private final String name;
  private final EventLoopGroup group;
  private final Map<Multiaddr, String> network;

  /** Addresses at which nobody ever answers. */
  final Set<Multiaddr> silent = ConcurrentHashMap.newKeySet();

  final Set<Multiaddr> dialled = ConcurrentHashMap.newKeySet();

  /**
   * @param network what is listened on, by all transports that share it
   */
  FakeTransport(String name, EventLoopGroup group, Map<Multiaddr, String> network) {
    this.name = name;
    this.group = group;
    this.network = network;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean dials(Multiaddr address) {
    return address.components().size() == 2 && address.has(Protocol.TCP);
  }

  @Override
  public boolean listens(Multiaddr address) {
    return dials(address);
  }

  @Override
  public void dial(Multiaddr address, ConnectionSetup setup) {
    dialled.add(address);
    if (silent.contains(address)) {
      return;
    }
    String local = network.get(address);
    if (local == null) {
      setup.failed(new NetException("connection refused"));
      return;
    }
    Multiaddr from = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + NEXT_PORT.getAndIncrement());
    ChannelFuture connecting =
        new Bootstrap()
            .group(group)
            .channel(LocalChannel.class)
            .handler(new QuietChannel())
            .connect(new LocalAddress(local));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            setup.upgrade(connecting.channel(), name, from, address);
          } else {
            setup.failed(done.cause());
          }
        });
  }

  @Override
  public CompletableFuture<Listener> listen(Multiaddr wanted, Inbound inbound) {
    Multiaddr address =
        wanted.value(Protocol.TCP).filter("0"::equals).isPresent()
            ? Multiaddr.parse("/ip4/127.0.0.1/tcp/" + NEXT_PORT.getAndIncrement())
            : wanted;
    String local = "fake-" + System.identityHashCode(network) + "-" + address;
    if (network.putIfAbsent(address, local) != null) {
      return CompletableFuture.failedFuture(
          new ListenException("cannot listen on " + address + ": the port is in use"));
    }
    Channel server = bind(address, local, inbound);
    return CompletableFuture.completedFuture(
        new Listener() {
          @Override
          public Multiaddr address() {
            return address;
          }

          @Override
          public void close() {
            network.remove(address);
            server.close().awaitUninterruptibly();
          }
        });
  }

  private Channel bind(Multiaddr address, String local, Inbound inbound) {
    Multiaddr remote = Multiaddr.parse("/ip4/127.0.0.1/tcp/9");
    return new ServerBootstrap()
        .group(group)
        .channel(LocalServerChannel.class)
        .childHandler(
            new ChannelInitializer<LocalChannel>() {
              @Override
              protected void initChannel(LocalChannel channel) {
                channel.config().setAutoRead(false);
                inbound
                    .admit(address, remote)
                    .ifPresentOrElse(
                        setup ->
                            channel
                                .eventLoop()
                                .execute(() -> setup.upgrade(channel, name, address, remote)),
                        channel::close);
              }
            })
        .bind(new LocalAddress(local))
        .syncUninterruptibly()
        .channel();
  }

  private static final class QuietChannel extends ChannelInitializer<LocalChannel> {
    @Override
    protected void initChannel(LocalChannel channel) {
      channel.config().setAutoRead(false);
    }
  }
}
