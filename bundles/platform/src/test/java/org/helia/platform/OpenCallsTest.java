package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenCallsTest {
  private final OpenCalls calls = new OpenCalls();

  @Test
  void enter_afterLeave_isRefused() {
    assertThat(calls.enter()).isTrue();
    calls.leave();

    assertThat(calls.enter()).isFalse();
  }

  @Test
  void awaitIdle_nobodyInside_returnsAtOnce() throws Exception {
    calls.leave();

    assertThat(calls.awaitIdle(Duration.ZERO)).isTrue();
  }

  @Test
  void awaitIdle_callInside_endsWithItOrInTime() throws Exception {
    assertThat(calls.enter()).isTrue();
    calls.leave();
    assertThat(calls.awaitIdle(Duration.ofMillis(1))).isFalse();

    FutureTask<Boolean> waiting = new FutureTask<>(() -> calls.awaitIdle(Duration.ofSeconds(60)));
    new Thread(waiting).start();
    calls.exit();

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
  }
}
