package org.helia.net.spi;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import org.osgi.annotation.versioning.ProviderType;

/** The threads on which all channels live, and the fastest channels that this machine has. */
@ProviderType
public interface EventLoops {
  /** The event loops; nobody shuts them down but their owner. */
  EventLoopGroup group();

  /** Of which class a TCP connection is. */
  Class<? extends SocketChannel> socketChannel();

  /** Of which class a listening TCP socket is. */
  Class<? extends ServerChannel> serverChannel();

  /** Of which class a UDP socket is. */
  Class<? extends DatagramChannel> datagramChannel();

  /** Where buffers come from. */
  ByteBufAllocator allocator();

  /** What moves the bytes, as in "epoll" or "nio". */
  String kind();
}
