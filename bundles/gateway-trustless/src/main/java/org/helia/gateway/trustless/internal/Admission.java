package org.helia.gateway.trustless.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.platform.Workers;

/** Lets in a bounded number of requests, and ends those that take too long. */
final class Admission implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;

  private final Set<Ticket> inside = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final ScheduledExecutorService timer = Workers.timer("helia-gateway-trustless");
  private volatile boolean closed;

  Admission() {
    timer.scheduleWithFixedDelay(this::endLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Lets a request in that this thread works on.
   *
   * @throws HttpFault when there are enough
   */
  Ticket enter(int most, Duration atMost) {
    if (closed) {
      throw new HttpFault(HttpFault.UNAVAILABLE, "the gateway is stopping");
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw new HttpFault(
          HttpFault.TOO_MANY_REQUESTS,
          "%d requests are worked on already, come again".formatted(most));
    }
    Ticket ticket = new Ticket(System.nanoTime() + atMost.toNanos());
    inside.add(ticket);
    return ticket;
  }

  private void endLate() {
    long now = System.nanoTime();
    inside.stream().filter(ticket -> ticket.end - now < 0).forEach(Ticket::interrupt);
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends all requests. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    inside.forEach(Ticket::interrupt);
  }

  /** A request that is worked on, by one thread. */
  final class Ticket implements AutoCloseable {
    private final long end;
    private final Thread worker = Thread.currentThread();
    private boolean interrupted;
    private boolean done;

    private Ticket(long end) {
      this.end = end;
    }

    private synchronized void interrupt() {
      if (!done) {
        interrupted = true;
        worker.interrupt();
      }
    }

    @Override
    public synchronized void close() {
      done = true;
      inside.remove(this);
      count.decrementAndGet();
      if (interrupted) {
        // The thread goes back to the server, where it must not end another request.
        Thread.interrupted();
      }
    }
  }
}
