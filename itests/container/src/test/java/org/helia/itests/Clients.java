package org.helia.itests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Readers and writers that call the node all the time and check each answer. */
final class Clients implements AutoCloseable {

  private static final int READERS = 8;
  private static final int WRITERS = 2;

  private final Stored.Services services;
  private final Load load = new Load();

  /** All that was ever written; only grows, so that an index stays good. */
  private final List<Stored> stored = new ArrayList<>();

  private final AtomicLong seeds;
  private final AtomicLong lastSeed;

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
    load.add(READERS, "reader", this::read).add(WRITERS, "writer", this::write);
    return this;
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

  /** As {@link Load#awaitEach}. */
  void awaitEach() {
    load.awaitEach();
  }

  /** Stops them. */
  @Override
  public void close() throws InterruptedException {
    load.close();
  }

  /** Reads all that was ever written, in each way; a request that fails is one of the failures. */
  void readAll() throws IOException {
    for (Stored one : stored) {
      one.check(services, 0);
      one.check(services, 1);
    }
  }

  List<String> failures() {
    return load.failures();
  }

  String figures() {
    return "%d reads and %d writes, %d different things, the longest request took %d ms"
        .formatted(
            load.served("reader"), load.served("writer"), stored.size(), load.longestMillis());
  }
}
