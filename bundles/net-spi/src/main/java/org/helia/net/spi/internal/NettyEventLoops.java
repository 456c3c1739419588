package org.helia.net.spi.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;
import org.helia.net.spi.EventLoops;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Epoll where its native library loads, the JDK's selectors elsewhere. */
@Component
public final class NettyEventLoops implements EventLoops {
  private static final Logger LOG = LoggerFactory.getLogger(NettyEventLoops.class);

  /**
   * So long nothing may happen before a loop ends. Not zero: a loop that is told while it runs a
   * task would end after that without having closed its channels.
   */
  private static final long QUIET_MILLIS = 10;

  private static final long SHUTDOWN_MILLIS = 5_000;

  private final boolean epoll;
  private final EventLoopGroup group;

  /** As many threads as there are processors, at least two. */
  @Activate
  public NettyEventLoops() {
    this(Epoll.isAvailable());
  }

  NettyEventLoops(boolean epoll) {
    this.epoll = epoll;
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.group = new MultiThreadIoEventLoopGroup(threads, factory);
    if (!epoll) {
      LOG.info("the network runs on the JDK's selectors: {}", whyNoEpoll());
    }
  }

  private static String whyNoEpoll() {
    Throwable cause = Epoll.unavailabilityCause();
    return cause == null ? "epoll was not asked for" : "epoll does not load, " + cause;
  }

  @Deactivate
  void close() {
    group
        .shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }

  @Override
  public EventLoopGroup group() {
    return group;
  }

  @Override
  public Class<? extends SocketChannel> socketChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  @Override
  public Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  @Override
  public Class<? extends DatagramChannel> datagramChannel() {
    return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  @Override
  public ByteBufAllocator allocator() {
    return PooledByteBufAllocator.DEFAULT;
  }

  @Override
  public String kind() {
    return epoll ? "epoll" : "nio";
  }
}
