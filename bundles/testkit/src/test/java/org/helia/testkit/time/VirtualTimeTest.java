package org.helia.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.CancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = time.executor();
  private final ScheduledExecutorService timer = time.timer();

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void sleep_days_isOverAtOnce() {
    time.sleep(Duration.ofDays(30));
    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(30)));
    assertThat(time.guesses()).isZero();
  }

  @Test
  void execute_whileTheTestRuns_waitsForIt() throws Exception {
    List<Integer> order = new ArrayList<>();
    Future<?> first = executor.submit(() -> order.add(1));
    Future<?> second = executor.submit(() -> order.add(2));
    order.add(0);
    second.get();
    assertThat(order).containsExactly(0, 1, 2);
    assertThat(first.isDone()).isTrue();
  }

  @Test
  void sleep_manyThreads_wakeInOrderOfTime() {
    List<Long> woken = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long millis = (i * 37) % 200 + 1;
      executor.execute(
          () -> {
            time.sleep(Duration.ofMillis(millis));
            woken.add(time.nanoTime() / 1_000_000);
          });
    }
    time.until(() -> woken.size() == 200, Duration.ofSeconds(1));
    assertThat(woken).isSorted().startsWith(1L, 2L).endsWith(200L);
    assertThat(time.nanoTime()).isEqualTo(Duration.ofMillis(200).toNanos());
    assertThat(time.guesses()).isZero();
  }

  @Test
  void get_result_takesTheTimeOfTheTask() throws Exception {
    Future<Long> future =
        executor.submit(
            () -> {
              time.sleep(Duration.ofMinutes(5));
              return time.nanoTime();
            });
    assertThat(future.get()).isEqualTo(Duration.ofMinutes(5).toNanos());
  }

  @Test
  void get_notInTime_timesOutAtThatTime() {
    Future<?> future = executor.submit(() -> time.sleep(Duration.ofMinutes(5)));
    assertThatThrownBy(() -> future.get(1, TimeUnit.MINUTES)).isInstanceOf(TimeoutException.class);
    assertThat(time.nanoTime()).isEqualTo(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void cancel_sleepingTask_interruptsItAtOnce() {
    List<String> seen = new ArrayList<>();
    Future<?> future =
        executor.submit(
            () -> {
              try {
                time.sleep(Duration.ofHours(1));
              } catch (CancelledException e) {
                seen.add("cancelled");
              }
            });
    time.sleep(Duration.ofSeconds(1));
    future.cancel(true);
    time.until(() -> !seen.isEmpty(), Duration.ofSeconds(1));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void schedule_fixedRate_runsAtEachPeriod() {
    List<Long> runs = new ArrayList<>();
    ScheduledFuture<?> task =
        timer.scheduleAtFixedRate(
            () -> {
              runs.add(time.nanoTime() / 1_000_000_000);
              time.sleep(Duration.ofSeconds(1));
            },
            5,
            10,
            TimeUnit.SECONDS);
    time.sleep(Duration.ofSeconds(40));
    task.cancel(false);
    time.sleep(Duration.ofSeconds(40));
    assertThat(runs).containsExactly(5L, 15L, 25L, 35L);
  }

  @Test
  void schedule_fixedDelay_countsFromTheEndOfARun() {
    List<Long> runs = new ArrayList<>();
    timer.scheduleWithFixedDelay(
        () -> {
          runs.add(time.nanoTime() / 1_000_000_000);
          time.sleep(Duration.ofSeconds(2));
        },
        1,
        3,
        TimeUnit.SECONDS);
    time.sleep(Duration.ofSeconds(13));
    timer.shutdown();
    time.sleep(Duration.ofSeconds(13));
    assertThat(runs).containsExactly(1L, 6L, 11L);
    assertThat(timer.isTerminated()).isTrue();
  }

  @Test
  void shutdownNow_sleepingAndQueuedTasks_endsThem() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    Runnable task =
        () -> {
          try {
            time.sleep(Duration.ofHours(1));
          } finally {
            ended.incrementAndGet();
          }
        };
    executor.submit(task);
    time.sleep(Duration.ofSeconds(1));
    executor.submit(task);
    assertThat(executor.shutdownNow()).hasSize(1);
    assertThat(executor.awaitTermination(1, TimeUnit.SECONDS)).isTrue();
    assertThat(ended).hasValue(1);
  }

  @Test
  void until_neverTrue_failsWhenTheTimeIsOver() {
    timer.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
    assertThatThrownBy(() -> time.until(() -> false, Duration.ofSeconds(90)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("PT1M30S of virtual time");
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(90).toNanos());
  }

  @Test
  void blocking_latchOfAnother_letsItRun() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    executor.execute(
        () -> {
          time.sleep(Duration.ofSeconds(3));
          latch.countDown();
        });
    assertThat(time.blocking(() -> latch.await(30, TimeUnit.SECONDS))).isTrue();
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
    assertThat(time.guesses()).isZero();
  }

  @Test
  void latch_undeclaredWait_isFoundOut() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    executor.execute(latch::countDown);
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(time.guesses()).isPositive();
    time.sleep(Duration.ofSeconds(1));
    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void latch_undeclaredWaitForLater_letsTimePass() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    timer.schedule(latch::countDown, 1, TimeUnit.HOURS);
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(time.nanoTime()).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void waiter_threadOfAnother_isWokenByWhatHappens() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    AtomicInteger woken = new AtomicInteger();
    Thread foreign =
        new Thread(
            () -> {
              Timeline.Waiter waiter = time.waiter();
              time.after(Duration.ofSeconds(2).toNanos(), waiter::wake);
              waits.countDown();
              try {
                woken.set(waiter.await(Long.MAX_VALUE) ? 1 : 2);
              } catch (InterruptedException e) {
                woken.set(3);
              }
            });
    foreign.start();
    time.blocking(() -> waits.await(30, TimeUnit.SECONDS));
    time.blocking(
        () -> {
          foreign.join(30_000);
          return true;
        });
    assertThat(woken).hasValue(1);
  }

  @Test
  void close_threadsThatWait_areInterrupted() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            time.sleep(Duration.ofHours(1));
          } catch (CancelledException e) {
            ended.countDown();
          }
        });
    time.sleep(Duration.ofSeconds(1));
    time.close();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
