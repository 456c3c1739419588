package org.helia.itests;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Readers and writers that call the node all the time and check each answer. */
final class Clients implements AutoCloseable {

  private static final int READERS = 8;
  private static final int WRITERS = 2;
  private static final int MAX_FAILURES = 20;
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Stored.Services services;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLongArray served = new AtomicLongArray(READERS + WRITERS);
  private final AtomicLong longestNanos = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** All that was ever written; only grows, so that an index stays good. */
  private final List<Stored> stored = new ArrayList<>();

  private final AtomicLong seeds;
  private final AtomicLong lastSeed;
  private volatile boolean stopping;

  /**
   * @param firstSeed what the new content is made from
   */
  Clients(Stored.Services services, long firstSeed) {
    this.services = services;
    this.seeds = new AtomicLong(firstSeed);
    this.lastSeed = new AtomicLong(firstSeed);
  }

  /** Starts them, with something to read. */
  Clients start() {
    stored.add(Stored.written(services, seeds.getAndIncrement()));
    IntStream.range(0, READERS).forEach(i -> run(i, "reader", this::read));
    IntStream.range(READERS, READERS + WRITERS).forEach(i -> run(i, "writer", this::write));
    return this;
  }

  private void run(int number, String role, Request request) {
    Thread thread = new Thread(() -> work(number, role, request), role + " " + number);
    threads.add(thread);
    thread.start();
  }

  private interface Request {
    void run() throws IOException;
  }

  private void work(int number, String role, Request request) {
    while (!stopping && failures.size() < MAX_FAILURES) {
      long began = System.nanoTime();
      try {
        request.run();
        served.incrementAndGet(number);
      } catch (IOException | RuntimeException | AssertionError e) {
        failures.add(role + ": " + withCauses(e));
      }
      longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
    }
  }

  private static String withCauses(Throwable error) {
    return error.getCause() == null
        ? error.toString()
        : error + " by " + withCauses(error.getCause());
  }

  private void read() throws IOException {
    any().check(services, ThreadLocalRandom.current().nextInt(2));
  }

  /** New content as long as some is due, otherwise what was written before. */
  private void write() {
    long seed = seeds.getAndUpdate(next -> Math.min(next + 1, lastSeed.get()));
    if (seed >= lastSeed.get()) {
      any().write(services);
      return;
    }
    Stored added = Stored.written(services, seed);
    synchronized (stored) {
      stored.add(added);
    }
  }

  private Stored any() {
    synchronized (stored) {
      return stored.get(ThreadLocalRandom.current().nextInt(stored.size()));
    }
  }

  /** Lets the writers write so many new things beside all that they write again. */
  void writeNew(int count) {
    lastSeed.addAndGet(count);
  }

  /**
   * Returns when each client was served once more.
   *
   * @throws AssertionError when that takes too long
   */
  void awaitEach() {
    long[] before = IntStream.range(0, served.length()).mapToLong(served::get).toArray();
    Eventually.holds(
        () -> "each client is served; failures are " + failures,
        PATIENCE,
        () -> IntStream.range(0, before.length).allMatch(i -> served.get(i) > before[i]));
  }

  /** Stops them, and reads all that was ever written. */
  @Override
  public void close() throws InterruptedException, IOException {
    stopping = true;
    long end = System.nanoTime() + STOP.toNanos();
    for (Thread thread : threads) {
      TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
      if (thread.isAlive()) {
        failures.add(thread.getName() + " did not end");
      }
    }
  }

  /** Reads all that was ever written, in each way; a request that fails is one of the failures. */
  void readAll() throws IOException {
    for (Stored one : stored) {
      one.check(services, 0);
      one.check(services, 1);
    }
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  String figures() {
    long[] each = IntStream.range(0, served.length()).mapToLong(served::get).toArray();
    return "%d reads and %d writes, %d different things, the longest request took %d ms"
        .formatted(
            LongStream.of(each).limit(READERS).sum(),
            LongStream.of(each).skip(READERS).sum(),
            stored.size(),
            TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
  }
}
