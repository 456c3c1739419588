package org.helia.broker.bitswap.internal.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.peer.PeerId;

/**
 * A connected peer as one that may have blocks: what it was asked, and how fast it answers. Guarded
 * by the client's lock.
 */
final class RemotePeer {
  /** Other implementations keep no more wants of a peer than 1,024. */
  private static final int MAX_LIVE = 1_000;

  private static final int MAX_FETCHING = 512;

  /** Covers 1 Gbit/s at 30 ms, or 10 Gbit/s at 3 ms, from the first moment. */
  private static final long FIRST_WINDOW_BYTES = 4 * 1024 * 1024;

  /**
   * As long as nobody knows how fast it is, and others fetch the same: of a usual chunker's blocks
   * one, so that the only one who has them does not send the same to all at the beginning.
   */
  private static final long FIRST_SHARED_WINDOW_BYTES = 256 * 1024;

  private static final long MIN_WINDOW_BYTES = 512 * 1024;

  /** So many blocks may be under way however large they are: one comes while one is asked for. */
  private static final int MIN_FETCHING = 2;

  /** For how long a peer has something to send beyond two round trips. */
  private static final double QUEUE_NANOS = 100e6;

  /** Until more is known, in bytes per second and nanoseconds. */
  private static final double UNKNOWN_RATE = 10e6;

  private static final double UNKNOWN_DELAY = 50e6;
  private static final double SMOOTHING = 0.3;
  private static final long MIN_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long UNKNOWN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MIN_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** How long a peer is left alone that sent nothing, or what nobody asked for. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PeerChannel channel;
  private final long maxWindowBytes;

  /** What it was asked about, as long as it is wanted. */
  final Map<Want, Ask> asks = new LinkedHashMap<>();

  /** Those that it has not answered, the oldest first. */
  final Set<Ask> waiting = new LinkedHashSet<>();

  private int fetching;
  private long fetchingBytes;
  private long window = FIRST_WINDOW_BYTES;
  private boolean windowWasFull;

  /** 0 until measured. */
  private double delay;

  private double rate;
  private long sampleBytes;
  private long sampleSince;

  private long lastReceived;
  private long restUntil;
  private boolean resting;
  private int blocksReceived;

  /** Whether it cannot be asked whether it has a block, only for the block. */
  boolean legacy;

  /** Nothing could be sent to it; it must say something itself first. */
  boolean unreachable;

  RemotePeer(PeerChannel channel, long maxWindowBytes) {
    this.channel = channel;
    this.maxWindowBytes = maxWindowBytes;
  }

  PeerId id() {
    return channel.peer();
  }

  PeerChannel channel() {
    return channel;
  }

  /** Whether it may be asked for one thing more. */
  boolean canBeAsked() {
    return !unreachable && asks.size() < MAX_LIVE;
  }

  /**
   * Whether it may be asked for a block of about this size.
   *
   * @param shared whether others fetch the same: what is bound to this peer they cannot bring
   */
  boolean hasRoom(int guess, boolean shared, long now) {
    if (!canBeAsked() || fetching >= MAX_FETCHING || isResting(now)) {
      return false;
    }
    int free = shared ? 1 : MIN_FETCHING;
    boolean room = fetching < free || fetchingBytes + guess <= windowNow(shared);
    windowWasFull |= !room;
    return room;
  }

  private long windowNow(boolean shared) {
    return shared && rate == 0 ? Math.min(window, FIRST_SHARED_WINDOW_BYTES) : window;
  }

  boolean isResting(long now) {
    resting &= now - restUntil < 0;
    return resting;
  }

  /** In how many nanoseconds a block would be here that is asked for now. */
  double cost(int guess) {
    double perSecond = rate == 0 ? UNKNOWN_RATE : rate;
    return (delay == 0 ? UNKNOWN_DELAY : delay) + (fetchingBytes + guess) / perSecond * 1e9;
  }

  /** How good it has been so far, for the choice of whom to ask first. */
  int blocksReceived() {
    return blocksReceived;
  }

  /** Notes a question. */
  void asked(Ask ask, long now) {
    ask.at = now;
    ask.alone = waiting.isEmpty();
    ask.answer = Ask.Answer.NONE;
    ask.live = true;
    asks.put(ask.want, ask);
    waiting.remove(ask);
    waiting.add(ask);
    if (ask.type == WantType.BLOCK) {
      if (fetching == 0) {
        sampleSince = now;
        sampleBytes = 0;
      }
      fetching++;
      fetchingBytes += ask.guess;
    }
  }

  /** A question waits no longer: it was answered, or given up. */
  void settled(Ask ask) {
    if (waiting.remove(ask) && ask.type == WantType.BLOCK) {
      fetching--;
      fetchingBytes -= ask.guess;
    }
  }

  /** A question is taken back, or its block has come. */
  void forget(Ask ask) {
    settled(ask);
    asks.remove(ask.want, ask);
  }

  /** It has said something about a question that waits. */
  void answered(Ask ask, long now) {
    lastReceived = now;
    resting = false;
    if (ask.alone && ask.isWaiting()) {
      double sample = Math.max(1, now - ask.at);
      delay = delay == 0 ? sample : delay + SMOOTHING * (sample - delay);
    }
  }

  /** It has sent a block that was wanted. */
  void delivered(int bytes, long now) {
    blocksReceived++;
    lastReceived = now;
    resting = false;
    sampleBytes += bytes;
    long passed = now - sampleSince;
    if (passed >= MIN_SAMPLE_NANOS) {
      double sample = sampleBytes * 1e9 / passed;
      rate = rate == 0 ? sample : rate + SMOOTHING * (sample - rate);
      sampleSince = now;
      sampleBytes = 0;
    }
    if (windowWasFull) {
      windowWasFull = false;
      window += bytes;
    }
    window = Math.min(window, Math.min(usefulBytes(), maxWindowBytes));
  }

  /**
   * With how much under way it always has something to send. More would only bind blocks to it that
   * others might deliver sooner.
   */
  private long usefulBytes() {
    return rate == 0
        ? maxWindowBytes
        : Math.max(MIN_WINDOW_BYTES, (long) (rate * (2 * delay + QUEUE_NANOS) / 1e9));
  }

  /** It kept somebody waiting for nothing: it is asked less, and not at once. */
  void rest(long now) {
    window = Math.max(MIN_WINDOW_BYTES, window / 2);
    restUntil = now + REST_NANOS;
    resting = true;
  }

  /** Whether an answer is overdue. */
  boolean isOverdue(Ask ask, long now) {
    long since = Math.max(ask.at, lastReceived);
    return now - since > patience();
  }

  private long patience() {
    if (delay == 0) {
      return UNKNOWN_PATIENCE_NANOS;
    }
    double expected = 8 * delay + (rate == 0 ? 0 : 4 * fetchingBytes / rate * 1e9);
    return Math.max(MIN_PATIENCE_NANOS, Math.min(MAX_PATIENCE_NANOS, (long) expected));
  }

  /** All that is on the peer's list. */
  List<WantEntry> liveWants() {
    List<WantEntry> live = new ArrayList<>();
    for (Ask ask : asks.values()) {
      if (ask.live) {
        live.add(ask.entry());
      }
    }
    return live;
  }

  @Override
  public String toString() {
    return "peer " + id();
  }
}
