package org.helia.unixfs.internal.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.helia.api.CancelledException;
import org.helia.platform.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderedPipelineTest {
  private final ExecutorService workers = Workers.open("test", 4);
  private final OrderedPipeline pipeline = new OrderedPipeline(workers, 8, 100, "testing");
  private final List<Object> results = new ArrayList<>();

  @AfterEach
  void close() {
    pipeline.close();
    workers.shutdown();
  }

  @Test
  void finish_afterManyPieces_hasHandedOverAllInOrder() {
    for (int i = 0; i < 1000; i++) {
      int number = i;
      pipeline.submit(1, () -> number, results::add);
    }
    pipeline.finish();
    assertThat(results).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void then_behindSlowWork_waitsItsTurn() {
    CountDownLatch slow = new CountDownLatch(1);
    pipeline.submit(1, () -> await(slow), results::add);
    pipeline.then(() -> results.add("then"));
    assertThat(results).isEmpty();
    slow.countDown();
    pipeline.finish();
    assertThat(results).containsExactly(true, "then");
  }

  @Test
  void then_withNothingBefore_isDoneAtOnce() {
    pipeline.then(() -> results.add("then"));
    assertThat(results).containsExactly("then");
  }

  @Test
  void submit_manyPieces_keepsToTheWindow() {
    List<Integer> underWay = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      pipeline.submit(i % 50, () -> 0, results::add);
      underWay.add(i + 1 - results.size());
    }
    pipeline.finish();
    assertThat(underWay).allMatch(count -> count >= 1 && count <= 8);
  }

  @Test
  void submit_bytesOverTheWindow_waitsForEarlierWork() {
    CountDownLatch slow = new CountDownLatch(1);
    pipeline.submit(60, () -> await(slow), results::add);
    Thread release = new Thread(slow::countDown);
    release.start();
    pipeline.submit(60, () -> "second", results::add);
    assertThat(results).containsExactly(true);
  }

  @Test
  void submit_singlePieceOverTheWindow_isDone() {
    pipeline.submit(1000, () -> "large", results::add);
    pipeline.finish();
    assertThat(results).containsExactly("large");
  }

  @Test
  void submit_afterWorkThatFailed_throwsItsErrorInItsTurn() {
    assertThatThrownBy(
            () -> {
              pipeline.submit(1, () -> "first", results::add);
              pipeline.submit(1, OrderedPipelineTest::fail, results::add);
              pipeline.submit(1, () -> "third", results::add);
              pipeline.finish();
            })
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(results).containsExactly("first");
  }

  private static String fail() {
    throw new IllegalArgumentException("no");
  }

  @Test
  void close_withWorkUnderWay_waitsForItAndStartsNoMore() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      pipeline.submit(
          1,
          () -> {
            begun.countDown();
            await(release);
            return ended.incrementAndGet();
          },
          results::add);
    }
    begun.await();
    new Thread(release::countDown).start();
    pipeline.close();
    int atClose = ended.get();
    workers.shutdown();
    assertThat(workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ended).hasValue(atClose);
    assertThat(results).isEmpty();
  }

  @Test
  void finish_onInterruptedThread_isCancelled() {
    CountDownLatch slow = new CountDownLatch(1);
    pipeline.submit(1, () -> await(slow), results::add);
    Thread.currentThread().interrupt();
    assertThatThrownBy(pipeline::finish).isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    slow.countDown();
  }

  @Test
  void submit_afterTheWorkersWereShutDown_isDoneByTheCaller() {
    workers.shutdown();
    pipeline.submit(1, () -> "late", results::add);
    pipeline.finish();
    assertThat(results).containsExactly("late");
  }

  private static boolean await(CountDownLatch latch) throws InterruptedException {
    return latch.await(30, TimeUnit.SECONDS);
  }
}
