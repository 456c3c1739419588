package org.helia.net.quic.internal;

import io.netty.channel.ChannelFuture;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sockets that connections are dialled from, some for each family of addresses. They are shared
 * and kept: quiche reads the certificates of the machine for each, which took most of the time of a
 * dial, 3 ms.
 */
final class DialSockets {
  /** Each is worked for by an event loop. */
  private static final int EACH = Runtime.getRuntime().availableProcessors();

  private final Datagrams datagrams;
  private final Codecs codecs;
  private final Map<Place, DialSocket> sockets = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean ended;

  private record Place(boolean ip6, int number) {}

  /**
   * A socket to dial from.
   *
   * @param bound done when it can be used
   */
  record DialSocket(SharedSocket shared, ChannelFuture bound) {
    private boolean isUsable() {
      return !bound.isDone() || bound.channel().isOpen();
    }
  }

  DialSockets(Datagrams datagrams, Codecs codecs) {
    this.datagrams = datagrams;
    this.codecs = codecs;
  }

  /** The one whose turn it is. */
  DialSocket next(InetSocketAddress target) {
    boolean ip6 = target.getAddress() instanceof Inet6Address;
    Place place = new Place(ip6, Math.floorMod(turn.getAndIncrement(), EACH));
    DialSocket socket =
        sockets.compute(
            place, (same, known) -> known != null && known.isUsable() ? known : open(ip6, target));
    if (ended) {
      socket.shared().end();
    }
    return socket;
  }

  private DialSocket open(boolean ip6, InetSocketAddress target) {
    SharedSocket shared = new SharedSocket();
    ChannelFuture binding =
        datagrams
            .socket(target, codecs.client())
            .bind(new InetSocketAddress(ip6 ? "::" : "0.0.0.0", 0));
    binding.addListener(
        done -> {
          if (done.isSuccess()) {
            shared.bound(binding.channel());
          }
        });
    return new DialSocket(shared, binding);
  }

  /** Closes them as soon as they have no connections. */
  void end() {
    ended = true;
    sockets.values().forEach(socket -> socket.shared().end());
  }
}
