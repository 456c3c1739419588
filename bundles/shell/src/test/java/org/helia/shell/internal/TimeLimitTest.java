package org.helia.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.shell.internal.grammar.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {
  private static final Duration LONG = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "10s, PT10S",
    "1m30s, PT1M30S",
    "1.5h, PT1H30M",
    "1h0.5s, PT1H0.5S",
    "7us, PT0.000007S",
    "7\u00b5s, PT0.000007S",
    "9ns, PT0.000000009S"
  })
  void parse_goDuration_isRead(String text, Duration expected) {
    assertThat(TimeLimit.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "xx", "-1s", "1s ", "0s", "0.1ns", "9000h", "1d", "s", "1.s"})
  void parse_anythingElse_isMisuse(String text) {
    assertThatThrownBy(() -> TimeLimit.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--timeout", "\"" + text + "\"");
  }

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
