package org.helia.net.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairWorkersTest {
  private static final int THREADS = 16;

  private final ExecutorService pool = Executors.newCachedThreadPool(FairWorkersTest::quiet);
  private final FairWorkers fair = new FairWorkers(pool, THREADS);
  private final Queue<Runnable> moments = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  private static Thread quiet(Runnable task) {
    Thread thread = new Thread(task, "test-worker");
    thread.setUncaughtExceptionHandler((failed, expected) -> {});
    return thread;
  }

  @AfterEach
  void close() {
    gate.countDown();
    pool.shutdownNow();
  }

  @Test
  void execute_onePartyBlocks_leavesHalfToOthers() throws Exception {
    block(fair.of("attacker"), 100, THREADS / 2);
    block(fair.of("second"), 100, THREADS / 4);
    CountDownLatch served = new CountDownLatch(1);
    fair.of("honest").execute(served::countDown);
    served.await();
  }

  @Test
  void execute_manyPartiesBlock_othersStillGetOne() throws Exception {
    for (int i = 0; i < 4; i++) {
      block(fair.of(i), 100, 1);
    }
    CountDownLatch served = new CountDownLatch(1);
    fair.of("honest").execute(served::countDown);
    served.await();
  }

  @Test
  void execute_moreThanMayRun_allHaveTheirTurn() throws Exception {
    int tasks = 1_000;
    CountDownLatch done = new CountDownLatch(2 * tasks);
    for (int i = 0; i < tasks; i++) {
      fair.of("one").execute(done::countDown);
      fair.of("other").execute(done::countDown);
    }
    done.await();
  }

  @Test
  void execute_taskThrows_othersGoOn() throws Exception {
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      fair.of("party")
          .execute(
              () -> {
                done.countDown();
                throw new IllegalStateException("as a test wants it");
              });
    }
    done.await();
  }

  @Test
  void execute_workersEnd_whatWaitedIsRunYet() throws Exception {
    Executor party = fair.of("party");
    block(party, THREADS / 2, THREADS / 2);
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      party.execute(done::countDown);
    }
    pool.shutdown();
    gate.countDown();
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void execute_flood_isRejectedAtItsLimit() throws Exception {
    Executor flooding = fair.of("flooding");
    block(flooding, THREADS / 2, THREADS / 2);
    for (int i = 0; i < FairWorkers.MAX_WAITING; i++) {
      flooding.execute(() -> {});
    }
    assertThatThrownBy(() -> flooding.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("8,192 tasks of one peer wait");
  }

  @Test
  void execute_manyBlockAtOnce_beginAFewInEachMoment() throws Exception {
    FairWorkers paced = new FairWorkers(pool, THREADS, 3, moments::add);
    Semaphore begun = new Semaphore(0);
    for (int i = 0; i < 8; i++) {
      paced.of("party").execute(() -> blockAfter(begun::release));
    }
    begun.acquire(3);
    assertThat(moments).hasSize(1);
    assertThat(begun.availablePermits()).isZero();

    moments.remove().run();
    begun.acquire(3);
    moments.remove().run();
    begun.acquire(2);
    assertThat(moments).isEmpty();
  }

  @Test
  void execute_othersHaveBegunInTheMoment_hasItsTurnBeforeTheirRest() throws Exception {
    FairWorkers paced = new FairWorkers(pool, THREADS, 3, moments::add);
    for (int i = 0; i < 8; i++) {
      paced.of("attacker").execute(() -> blockAfter(() -> {}));
    }
    CountDownLatch served = new CountDownLatch(1);
    paced.of("honest").execute(served::countDown);
    moments.remove().run();
    served.await();
  }

  @Test
  void execute_tasksEnd_othersBeginInTheSameMoment() throws Exception {
    FairWorkers paced = new FairWorkers(pool, THREADS, 3, moments::add);
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      paced.of("party").execute(done::countDown);
    }
    done.await();
  }

  @Test
  void execute_workersEndAndATaskThrows_theRestIsRunYet() throws Exception {
    Executor party = fair.of("party");
    block(party, THREADS / 2, THREADS / 2);
    CountDownLatch done = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      party.execute(
          () -> {
            done.countDown();
            throw new IllegalStateException("as a test wants it");
          });
    }
    pool.shutdown();
    gate.countDown();
    done.await();
  }

  private void blockAfter(Runnable begun) {
    begun.run();
    awaitGate();
  }

  /** Has tasks that end with the test, and waits until so many of them run. */
  private void block(Executor party, int tasks, int running) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(running);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      party.execute(
          () -> {
            synchronized (threads) {
              threads.add(Thread.currentThread());
            }
            begun.countDown();
            awaitGate();
          });
    }
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    synchronized (threads) {
      assertThat(threads).hasSizeLessThanOrEqualTo(THREADS / 2);
    }
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
