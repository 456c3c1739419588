package org.helia.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void run_withinItsTime_isAsWithoutALimit() throws IOException {
    boolean[] ran = {false};

    TimeLimit.run(LONG, () -> ran[0] = true);

    assertThat(ran[0]).isTrue();
  }

  @Test
  void run_failing_throwsTheErrorItself() {
    IOException error = new IOException("broken");

    assertThatThrownBy(
            () ->
                TimeLimit.run(
                    LONG,
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void run_overItsTime_isGivenUpAndLeavesTheThreadAlone() {
    assertThatThrownBy(() -> TimeLimit.run(Duration.ofMillis(1), TimeLimitTest::waitForEver))
        .isInstanceOf(HeliaException.class)
        .hasMessage("given up after the --timeout of 0.001 s")
        .hasCauseInstanceOf(CancelledException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting");
    }
  }
}
