package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.helia.api.CancelledException;
import org.helia.platform.ParallelWalk.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items are numbers in a binary tree: n leads to 2n and 2n + 1. */
@Timeout(60)
class ParallelWalkTest {
  private static final int SIZE = 5_000;

  private final ExecutorService workers = Workers.open("walk-test", 8);
  private final Queue<Integer> visited = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  @AfterEach
  void close() {
    workers.shutdownNow();
    assertThat(open).hasValue(0);
  }

  /** A visitor of one thread. */
  private final class Numbers implements Visitor<Integer> {
    private final Consumer<Integer> before;

    Numbers(Consumer<Integer> before) {
      this.before = before;
      open.incrementAndGet();
    }

    @Override
    public void visit(Integer item, Consumer<Integer> found) {
      before.accept(item);
      visited.add(item);
      IntStream.of(2 * item, 2 * item + 1).filter(next -> next <= SIZE).forEach(found::accept);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private ParallelWalk<Integer> walk(int width, Consumer<Integer> before) {
    ParallelWalk<Integer> walk =
        new ParallelWalk<>("the test", workers, width, () -> new Numbers(before));
    walk.start(List.of(1));
    return walk;
  }

  /** One with two items to begin with, one for each of two threads. */
  private ParallelWalk<Integer> walkOfTwo(Consumer<Integer> before) {
    ParallelWalk<Integer> walk =
        new ParallelWalk<>("the test", workers, 2, () -> new Numbers(before));
    walk.start(List.of(2, 3));
    return walk;
  }

  private void assertAllVisitedOnce() {
    assertThat(visited)
        .hasSize(SIZE)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, SIZE).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void run_tree_visitsEachItemOnce(int width) {
    assertThat(walk(width, item -> {}).run(() -> false)).isTrue();
    assertAllVisitedOnce();
  }

  @Test
  void run_nothingToVisit_ends() {
    ParallelWalk<Integer> walk =
        new ParallelWalk<>("the test", workers, 4, () -> new Numbers(item -> {}));
    assertThat(walk.run(() -> false)).isTrue();
    assertThat(visited).isEmpty();
  }

  /** Both threads have to be in a visit at once, or neither goes on. */
  @Test
  void run_twoThreads_visitAtTheSameTime() {
    CyclicBarrier both = new CyclicBarrier(2);
    walkOfTwo(
            item -> {
              if (item <= 3) {
                await(both);
              }
            })
        .run(() -> false);
    assertThat(visited).hasSize(SIZE - 1);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void run_pausedAgainAndAgain_goesOnWhereItStopped(int width) {
    AtomicInteger asked = new AtomicInteger();
    ParallelWalk<Integer> walk = walk(width, item -> {});
    int parts = 1;
    while (!walk.run(() -> asked.incrementAndGet() % 300 == 0)) {
      parts++;
    }
    assertThat(parts).isGreaterThan(1);
    assertAllVisitedOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void run_visitFails_throwsItsErrorAndKeepsTheRest(int width) {
    Set<Integer> failed = ConcurrentHashMap.newKeySet();
    ParallelWalk<Integer> walk =
        walk(
            width,
            item -> {
              if (item == 700 && failed.add(item)) {
                throw new IllegalStateException("700 is broken");
              }
            });
    assertThatThrownBy(() -> walk.run(() -> false)).hasMessage("700 is broken");
    assertThat(walk.run(() -> false)).isTrue();
    assertThat(visited).doesNotHaveDuplicates().doesNotContain(700, 1400, 1401).contains(1, 699);
    assertThat(visited).hasSize(SIZE - below(700));
  }

  private static int below(int item) {
    return item > SIZE ? 0 : 1 + below(2 * item) + below(2 * item + 1);
  }

  @Test
  void run_callerIsInterrupted_isCancelledAndKeepsTheRest() {
    Thread caller = Thread.currentThread();
    AtomicInteger count = new AtomicInteger();
    ParallelWalk<Integer> walk =
        walk(
            1,
            item -> {
              if (count.incrementAndGet() == 100) {
                caller.interrupt();
              }
            });
    assertThatThrownBy(() -> walk.run(() -> false)).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(visited).hasSize(100);
    assertThat(walk.run(() -> false)).isTrue();
    assertAllVisitedOnce();
  }

  @Test
  void run_noWorkersAreLeft_visitsInTheCallersThread() {
    workers.shutdownNow();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    walk(4, item -> threads.add(Thread.currentThread())).run(() -> false);
    assertThat(threads).containsExactly(Thread.currentThread());
    assertAllVisitedOnce();
  }

  /** A helper that is stuck when another visit fails is interrupted, and waited for. */
  @Test
  void run_oneFailsWhileAnotherWaits_endsWhenBothHave() {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ParallelWalk<Integer> walk =
        walkOfTwo(
            item -> {
              if (Thread.currentThread().getName().startsWith("walk-test")) {
                waiting.countDown();
                await(never);
              } else {
                await(waiting);
                throw new IllegalStateException("broken");
              }
            });
    assertThatThrownBy(() -> walk.run(() -> false)).hasMessage("broken");
    assertThat(open).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("the test");
    }
  }
}
