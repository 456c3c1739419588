package org.helia.testkit.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/** One direction of a connection between two hosts, with latency, loss and bandwidth. */
final class MemoryLane extends Changing implements Lane {
  private static final long LEAST_RETRANSMISSION_NANOS = 200_000_000;

  /** A piece takes about so long to send, where bandwidth is scarce. */
  private static final int PIECES_PER_SECOND = 50;

  /** What waits for the sender's bandwidth, before writers wait, too. */
  private static final int SEND_BUFFER_BYTES = 128 * 1024;

  private final MemoryNetwork network;
  private final Timeline time;
  private final MemoryHost from;
  private final MemoryHost to;
  private final Link link;
  private final Consumer<String> giveUp;

  /** Wait for the sender's bandwidth. */
  private @Nullable Deque<Parcel> waiting;

  private int waitingBytes;

  /** Are on their way. */
  private @Nullable Deque<Parcel> sent;

  /** When the last one sent is due. */
  private long last = Long.MIN_VALUE;

  private boolean scheduled;
  private boolean stalled;
  private int stalls;
  private boolean dropped;

  /**
   * @param giveUp breaks the connection for a reason; must not wait
   */
  MemoryLane(MemoryNetwork network, MemoryHost from, MemoryHost to, Consumer<String> giveUp) {
    this.network = network;
    this.time = network.time();
    this.from = from;
    this.to = to;
    this.link = network.link(from, to);
    this.giveUp = giveUp;
  }

  @Override
  public int pieceBytes() {
    long slowest = Math.min(from.up().bytesPerSecond(), to.down().bytesPerSecond());
    return (int)
        Math.max(Link.PACKET_BYTES, Math.min(MAX_PIECE_BYTES, slowest / PIECES_PER_SECOND));
  }

  @Override
  public boolean awaitRoom(Duration timeout) {
    return hasRoom() || await(time, timeout, "writing to a stream");
  }

  private synchronized boolean hasRoom() {
    return isReady();
  }

  @Override
  boolean isReady() {
    return dropped || waitingBytes < SEND_BUFFER_BYTES;
  }

  @Override
  public void send(int bytes, Runnable arrival) {
    send(new Parcel(bytes, true, arrival));
  }

  @Override
  public void acknowledge(Runnable arrival) {
    send(new Parcel(0, false, arrival));
  }

  private void send(Parcel parcel) {
    boolean asks = false;
    synchronized (this) {
      if (dropped) {
        return;
      }
      if (!isFree()) {
        asks = waiting == null && from.up().isLimited();
        if (asks) {
          waiting = new ArrayDeque<>(2);
        }
        if (waiting != null) {
          waiting.add(parcel);
          waitingBytes += parcel.bytes;
        } else {
          depart(parcel);
        }
        parcel = null;
      }
    }
    if (asks) {
      from.uplink().ask(this);
    } else if (parcel != null) {
      parcel.arrival.run();
    }
  }

  /** Whether what is sent now arrives now. */
  private boolean isFree() {
    return waiting == null
        && sent == null
        && link.isInstant()
        && !from.up().isLimited()
        && !to.down().isLimited()
        && !network.stalls(from, to);
  }

  /** How long the first parcel is that waits for the uplink. */
  synchronized int nextBytes() {
    return waiting == null ? 0 : waiting.element().bytes;
  }

  /** The first parcel has gone through the uplink. */
  void depart() {
    boolean more;
    synchronized (this) {
      if (waiting == null) {
        return;
      }
      Parcel parcel = waiting.remove();
      waitingBytes -= parcel.bytes;
      changed();
      depart(parcel);
      more = !waiting.isEmpty();
      waiting = more ? waiting : null;
    }
    if (more) {
      from.uplink().ask(this);
    }
  }

  private void depart(Parcel parcel) {
    long due = time.nanoTime() + link.latency().toNanos() + network.chance(link.jitter());
    if (parcel.canBeLost && link.loss() > 0) {
      due += retransmissions(parcel);
    }
    last = Math.max(last, due);
    parcel.due = last;
    if (sent == null) {
      sent = new ArrayDeque<>(2);
    }
    sent.add(parcel);
    schedule();
  }

  private long retransmissions(Parcel parcel) {
    int packets = Math.max(1, (parcel.bytes + Link.PACKET_BYTES - 1) / Link.PACKET_BYTES);
    double lost = 1 - Math.pow(1 - link.loss(), packets);
    long nanos = 0;
    long pause = Math.max(LEAST_RETRANSMISSION_NANOS, 4 * link.latency().toNanos());
    for (int losses = 0; network.happens(lost); losses++) {
      if (losses == Link.MAX_LOSSES) {
        time.after(nanos, () -> giveUp.accept("too much was lost on the way"));
        return nanos;
      }
      nanos += pause;
      pause *= 2;
      lost = link.loss();
    }
    return nanos;
  }

  private void schedule() {
    if (!scheduled && !stalled && !dropped && sent != null) {
      scheduled = true;
      time.after(sent.element().due - time.nanoTime(), this::arrive);
    }
  }

  private void arrive() {
    for (Parcel parcel = next(); parcel != null; parcel = next()) {
      parcel.arrival.run();
      arrived();
    }
  }

  /** The parcel that has arrived; it stays the first until what it brings has been done. */
  private synchronized @Nullable Parcel next() {
    scheduled = false;
    if (sent == null || dropped) {
      return null;
    }
    if (network.stalls(from, to)) {
      stall();
      return null;
    }
    Parcel first = sent.element();
    long now = time.nanoTime();
    if (first.due <= now && !first.received) {
      first.received = true;
      first.due = to.down().reserve(now, first.bytes);
    }
    if (first.due > now) {
      schedule();
      return null;
    }
    scheduled = true; // so that nobody else delivers meanwhile
    return first;
  }

  private synchronized void arrived() {
    if (sent != null) {
      sent.remove();
      sent = sent.isEmpty() ? null : sent;
    }
  }

  private void stall() {
    stalled = true;
    stalls++;
    network.stalled(this);
    int stall = stalls;
    time.after(Outage.PATIENCE.toNanos(), () -> giveUpAfter(stall));
  }

  private void giveUpAfter(int stall) {
    boolean over;
    synchronized (this) {
      over = stalled && stalls == stall && !dropped;
    }
    if (over) {
      giveUp.accept("nothing came through for " + Outage.PATIENCE);
    }
  }

  /** The network has changed. */
  synchronized void resume() {
    if (stalled && sent != null) {
      stalled = false;
      long earliest = time.nanoTime() + link.latency().toNanos();
      sent.forEach(parcel -> parcel.due = Math.max(parcel.due, earliest));
      last = Math.max(last, earliest);
      schedule();
    }
  }

  /** Breaks the connection after so long; 0: never. */
  void liveFor(long nanos) {
    if (nanos > 0) {
      time.after(nanos, () -> giveUp.accept("its life was over"));
    }
  }

  /** Loses what is on its way, and whatever is sent from now on. */
  synchronized void drop() {
    dropped = true;
    network.forget(this);
    sent = null;
    waiting = null;
    waitingBytes = 0;
    changed();
  }
}
