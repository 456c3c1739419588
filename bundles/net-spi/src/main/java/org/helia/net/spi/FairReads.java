package org.helia.net.spi;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/**
 * How much is read from a socket at once: little for an idle connection, several frames for a busy
 * one, and never more than one buffer before the other connections of the event loop have their
 * turn. With Netty's sixteen buffers a peer that floods one connection makes all others wait.
 */
public final class FairReads {
  private static final int LEAST = 1_024;
  private static final int FIRST = 8_192;
  private static final int MOST = 256 * 1_024;

  private FairReads() {}

  /** The option for a socket that carries a connection; for {@code RECVBUF_ALLOCATOR}. */
  public static RecvByteBufAllocator allocator() {
    return new AdaptiveRecvByteBufAllocator(LEAST, FIRST, MOST).maxMessagesPerRead(1);
  }
}
