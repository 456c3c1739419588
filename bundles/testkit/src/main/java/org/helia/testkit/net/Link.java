package org.helia.testkit.net;

import java.time.Duration;

/**
 * How it is on the way from one host to another, in one direction.
 *
 * <p>Streams are reliable, so nothing that was written gets lost in the middle. What a lossy
 * network does to them is modelled as TCP shows it: a lost packet holds up all that follows it on
 * the connection until it has been sent again, after 200 ms or two round trips, whichever is
 * longer, and twice as long each time it is lost again; one that was lost {@value #MAX_LOSSES}
 * times ends the connection. A dial's first packet is sent again after 1, 2, 4… seconds until the
 * dial's time is over.
 *
 * @param latency from the last bit sent to the last bit received
 * @param jitter the most that chance adds to the latency of each piece; the order stays
 * @param loss the probability that a packet of {@value #PACKET_BYTES} bytes is lost
 * @param refusal the probability that a dial is refused
 * @param meanLife how long connections last on average before they break by themselves, at any time
 *     with the same probability; zero: they do not
 */
public record Link(
    Duration latency, Duration jitter, double loss, double refusal, Duration meanLife) {
  /** Delivers at once, always. */
  public static final Link INSTANT = of(Duration.ZERO);

  /** The payload of a packet. */
  public static final int PACKET_BYTES = 1_400;

  /** How often a packet may be lost before the connection is given up. */
  public static final int MAX_LOSSES = 10;

  /**
   * @throws IllegalArgumentException when a duration is negative or a probability not between 0 and
   *     1
   */
  public Link {
    if (latency.isNegative() || jitter.isNegative() || meanLife.isNegative()) {
      throw new IllegalArgumentException(
          "durations must not be negative: %s, %s, %s".formatted(latency, jitter, meanLife));
    }
    if (!(loss >= 0 && loss <= 1 && refusal >= 0 && refusal <= 1)) {
      throw new IllegalArgumentException(
          "probabilities are from 0 to 1, not %s and %s".formatted(loss, refusal));
    }
  }

  /** Only latency. */
  public static Link of(Duration latency) {
    return new Link(latency, Duration.ZERO, 0, 0, Duration.ZERO);
  }

  /** The same with another jitter. */
  public Link withJitter(Duration other) {
    return new Link(latency, other, loss, refusal, meanLife);
  }

  /** The same with another loss. */
  public Link withLoss(double other) {
    return new Link(latency, jitter, other, refusal, meanLife);
  }

  /** The same with another share of refused dials. */
  public Link withRefusal(double other) {
    return new Link(latency, jitter, loss, other, meanLife);
  }

  /** The same with connections of another life. */
  public Link withMeanLife(Duration other) {
    return new Link(latency, jitter, loss, refusal, other);
  }

  boolean isInstant() {
    return latency.isZero() && jitter.isZero() && loss == 0;
  }

  /** Says how it is between two hosts. Asked once for each direction of each connection. */
  @FunctionalInterface
  public interface Plan {
    /** The way from one host to another. */
    Link link(MemoryHost from, MemoryHost to);
  }
}
