package org.helia.net.quic.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets those who send to one socket take turns. All connections of a socket share one queue of the
 * system and one event loop; what some packets make the library do, as opening a hundred streams
 * each, takes many times as long as reading them. So when that takes longer than a turn, the rest
 * is read and sorted by sender: the packet of a peer that sends little does not wait for thousands
 * of one that floods.
 *
 * <p>Those who begin to send have every second turn, and so come soon. A sender may have half of
 * the room that is left; beyond that its packets are dropped, which the protocol takes for a full
 * network.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8290#section-4">RFC 8290, FQ-CoDel</a>, whose new
 *     and old flows these are
 */
final class FairDatagrams extends ChannelInboundHandlerAdapter {
  /** How long packets are passed on before the event loop looks at its sockets. */
  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** How long packets of one sender are begun before others have their turn. */
  static final long SENDER_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** How many bytes of packets may wait. */
  static final int MAX_WAITING = 8 * 1_024 * 1_024;

  /** What a packet that waits takes besides its bytes, so that empty ones are not for free. */
  static final int PACKET_OVERHEAD = 512;

  private final LongSupplier nanoTime;

  /** Whose packets wait. */
  private final Map<InetSocketAddress, Sender> senders = new HashMap<>();

  private final Queue<Sender> fresh = new ArrayDeque<>();
  private final Queue<Sender> others = new ArrayDeque<>();
  private int waiting;
  private boolean reading;
  private long turnBegan;
  private boolean scheduled;

  /** Whether the last turn was one of a sender that began. */
  private boolean lastBegan;

  FairDatagrams() {
    this(System::nanoTime);
  }

  FairDatagrams(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private static final class Sender {
    private final InetSocketAddress address;
    private final Queue<DatagramPacket> packets = new ArrayDeque<>();
    private int bytes;

    Sender(InetSocketAddress address) {
      this.address = address;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!reading) {
      reading = true;
      turnBegan = nanoTime.getAsLong();
    }
    DatagramPacket packet = (DatagramPacket) message;
    if (senders.isEmpty() && !isOver(turnBegan, TURN_NANOS)) {
      context.fireChannelRead(packet);
    } else {
      await(packet);
    }
  }

  private boolean isOver(long began, long nanos) {
    return nanoTime.getAsLong() - began >= nanos;
  }

  /** Copied, as each read has a buffer that is much larger than a packet. */
  private void await(DatagramPacket packet) {
    try {
      int size = size(packet);
      Sender sender = senders.get(packet.sender());
      if (size > MAX_WAITING - waiting - (sender == null ? 0 : sender.bytes)) {
        return;
      }
      if (sender == null) {
        sender = new Sender(packet.sender());
        senders.put(sender.address, sender);
        fresh.add(sender);
      }
      sender.packets.add(packet.copy());
      sender.bytes += size;
      waiting += size;
    } finally {
      packet.release();
    }
  }

  private static int size(DatagramPacket packet) {
    return PACKET_OVERHEAD + packet.content().readableBytes();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    passOn(context);
  }

  private void goOn(ChannelHandlerContext context) {
    scheduled = false;
    if (!senders.isEmpty()) {
      turnBegan = nanoTime.getAsLong();
      passOn(context);
    }
  }

  private void passOn(ChannelHandlerContext context) {
    while (!senders.isEmpty() && !isOver(turnBegan, TURN_NANOS)) {
      passOnNext(context);
    }
    context.fireChannelReadComplete();
    if (!senders.isEmpty() && !scheduled) {
      scheduled = true;
      Executor loop = new AfterSockets(context.channel().eventLoop());
      loop.execute(() -> goOn(context));
    }
  }

  /** Every second turn is one of those that have waited: new addresses are easily invented. */
  private Sender next() {
    boolean begins = others.isEmpty() || (!fresh.isEmpty() && !lastBegan);
    lastBegan = begins;
    return begins ? fresh.remove() : others.remove();
  }

  private void passOnNext(ChannelHandlerContext context) {
    Sender sender = next();
    long began = nanoTime.getAsLong();
    do {
      DatagramPacket packet = sender.packets.remove();
      int size = size(packet);
      sender.bytes -= size;
      waiting -= size;
      context.fireChannelRead(packet);
    } while (!sender.packets.isEmpty() && !isOver(began, SENDER_NANOS));
    if (sender.packets.isEmpty()) {
      senders.remove(sender.address);
    } else {
      others.add(sender);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    senders.values().forEach(FairDatagrams::drop);
    senders.clear();
    fresh.clear();
    others.clear();
    waiting = 0;
  }

  private static void drop(Sender sender) {
    for (DatagramPacket next = sender.packets.poll(); next != null; next = sender.packets.poll()) {
      next.release();
    }
  }
}
