package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class WorkersTest {
  private final ExecutorService workers = Workers.open("helia-test", 2);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  @Test
  void open_threadsAreNamedAndDaemons() throws Exception {
    Future<Thread> worker = workers.submit(Thread::currentThread);
    assertThat(worker.get().getName()).startsWith("helia-test-");
    assertThat(worker.get().isDaemon()).isTrue();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void submit_aThreadIsIdle_makesNoOther() throws Exception {
    ExecutorService many = Workers.open("helia-many", 64);
    try {
      for (int i = 0; i < 1_000; i++) {
        Thread worker = many.submit(Thread::currentThread).get();
        Until.holds(() -> worker.getState() == Thread.State.TIMED_WAITING);
        assertThat(worker.getName()).isEqualTo("helia-many-0");
      }
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void submit_moreThanThreadsAndQueue_losesNoTask() throws Exception {
    AtomicInteger done = new AtomicInteger();
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      tasks.add(workers.submit(done::incrementAndGet));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
    assertThat(done).hasValue(5000);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void submit_allThreadsBusyAndQueueFull_callerDoesTheWork() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<Future<?>> blocked = new ArrayList<>();
    for (int i = 0; i < 2 + 2 * 64; i++) {
      blocked.add(workers.submit(() -> release.await(1, TimeUnit.MINUTES)));
    }
    assertThat(workers.submit(Thread::currentThread).get()).isSameAs(Thread.currentThread());
    release.countDown();
    for (Future<?> task : blocked) {
      task.get();
    }
  }

  @Test
  void submit_afterShutdown_isRejectedNotDropped() {
    workers.shutdown();
    assertThatThrownBy(() -> workers.submit(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void shutdownNow_interruptsWhatRuns() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<?> sleeper =
        workers.submit(
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    started.await();
    workers.shutdownNow();
    interrupted.await();
    assertThat(sleeper).succeedsWithin(1, TimeUnit.MINUTES);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void open_newJvm_threadsAreVirtual() throws Exception {
    Thread worker = workers.submit(Thread::currentThread).get();
    assertThat(Thread.class.getMethod("isVirtual").invoke(worker)).isEqualTo(true);
  }
}
