package org.helia.itests;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Threads that call the node all the time, and a note of each request that failed. */
final class Load implements AutoCloseable {

  private static final int MAX_FAILURES = 20;
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final AtomicLong longestNanos = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  /** What a client repeats. */
  interface Request {
    void run() throws Exception;
  }

  private record Client(String role, Thread thread, AtomicLong served) {}

  /** Starts some clients. */
  Load add(int count, String role, Request request) {
    for (int i = 0; i < count; i++) {
      AtomicLong served = new AtomicLong();
      Thread thread = new Thread(() -> work(role, request, served), role + " " + i);
      clients.add(new Client(role, thread, served));
      thread.start();
    }
    return this;
  }

  private void work(String role, Request request, AtomicLong served) {
    while (!stopping && failures.size() < MAX_FAILURES) {
      long began = System.nanoTime();
      try {
        request.run();
        served.incrementAndGet();
      } catch (Throwable e) { // Also what ends the thread, or nobody would know why it did.
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

  /**
   * Returns when each client was served once more.
   *
   * @throws AssertionError when that takes too long
   */
  void awaitEach() {
    List<Long> before = new ArrayList<>();
    clients.forEach(client -> before.add(client.served.get()));
    Eventually.holds(
        () -> "each client is served, but not " + waiting(before) + "; failures are " + failures,
        PATIENCE,
        () -> unserved(before).isEmpty());
  }

  private List<Client> unserved(List<Long> before) {
    return IntStream.range(0, before.size())
        .filter(i -> clients.get(i).served.get() == before.get(i))
        .mapToObj(clients::get)
        .toList();
  }

  /** Who waits and where, with all other threads, as one of them may hold what it waits for. */
  private String waiting(List<Long> before) {
    StringBuilder text = new StringBuilder();
    unserved(before).forEach(client -> text.append(client.thread.getName()).append(", "));
    for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      text.append('\n').append(thread);
      Stream.of(thread.getStackTrace())
          .skip(8)
          .forEach(at -> text.append("\tat ").append(at).append('\n'));
    }
    return text.toString();
  }

  /** Stops all. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    long end = System.nanoTime() + STOP.toNanos();
    for (Client client : clients) {
      TimeUnit.NANOSECONDS.timedJoin(client.thread, end - System.nanoTime());
      if (client.thread.isAlive()) {
        failures.add(client.thread.getName() + " did not end");
      }
    }
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** How many requests of a role were served. */
  long served(String role) {
    return clients.stream()
        .filter(client -> client.role.equals(role))
        .mapToLong(client -> client.served.get())
        .sum();
  }

  /** How long the longest request took. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
  }
}
