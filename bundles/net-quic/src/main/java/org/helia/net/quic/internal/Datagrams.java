package org.helia.net.quic.internal;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.SegmentedDatagramPacket;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import java.net.InetSocketAddress;
import org.helia.net.spi.EventLoops;
import org.helia.net.spi.ListeningSockets;

/**
 * The UDP sockets of QUIC. Where the system can, one call takes many packets: each packet alone
 * would cost as much in calls as in cryptography.
 *
 * @see <a href="https://docs.kernel.org/networking/segmentation-offloads.html">Segmentation
 *     offloads</a>
 */
final class Datagrams {
  private static final int SOCKET_BUFFER = 4 * 1_024 * 1_024;

  /** Bytes of one read, as many as the system puts together at most. */
  private static final int READ = 64 * 1_024;

  /** Packets of one write: with the largest packets, less than the system's limit of 64 KiB. */
  private static final int SEGMENTS = 40;

  private final EventLoops loops;
  private final boolean many;

  Datagrams(EventLoops loops) {
    this.loops = loops;
    this.many =
        EpollDatagramChannel.class.isAssignableFrom(loops.datagramChannel())
            && SegmentedDatagramPacket.isSupported();
  }

  /**
   * What makes a socket.
   *
   * @param like an address of the family that it is for
   * @param codec takes the packets
   */
  Bootstrap socket(InetSocketAddress like, ChannelHandler codec) {
    Bootstrap socket =
        ListeningSockets.udp(like, loops)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new FairDatagrams(), codec);
                  }
                })
            .option(ChannelOption.ALLOCATOR, loops.allocator())
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
    return many
        ? socket
            .option(EpollChannelOption.UDP_GRO, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
        : socket;
  }

  /** What a connection puts packets together with. */
  SegmentedDatagramPacketAllocator segments() {
    return many
        ? EpollQuicUtils.newSegmentedAllocator(SEGMENTS)
        : SegmentedDatagramPacketAllocator.NONE;
  }
}
