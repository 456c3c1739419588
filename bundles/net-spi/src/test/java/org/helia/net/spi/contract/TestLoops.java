package org.helia.net.spi.contract;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;
import org.helia.net.spi.EventLoops;

/** Two event loops on the JDK's selectors, which every machine has. */
public final class TestLoops implements EventLoops, AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @Override
  public EventLoopGroup group() {
    return group;
  }

  @Override
  public Class<? extends SocketChannel> socketChannel() {
    return NioSocketChannel.class;
  }

  @Override
  public Class<? extends ServerChannel> serverChannel() {
    return NioServerSocketChannel.class;
  }

  @Override
  public Class<? extends DatagramChannel> datagramChannel() {
    return NioDatagramChannel.class;
  }

  @Override
  public PooledByteBufAllocator allocator() {
    return PooledByteBufAllocator.DEFAULT;
  }

  @Override
  public String kind() {
    return "nio";
  }

  @Override
  public void close() {
    group.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
