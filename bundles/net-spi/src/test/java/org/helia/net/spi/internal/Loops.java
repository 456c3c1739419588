package org.helia.net.spi.internal;

import org.helia.net.spi.EventLoops;

/** Event loops of a kind, for tests in other packages. */
public final class Loops implements AutoCloseable {
  private final NettyEventLoops loops;

  /** Starts some, on epoll or on the JDK's selectors. */
  public Loops(boolean epoll) {
    loops = new NettyEventLoops(epoll);
  }

  /** The event loops. */
  public EventLoops loops() {
    return loops;
  }

  @Override
  public void close() {
    loops.close();
  }
}
