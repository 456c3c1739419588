package org.helia.testkit.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ConcurrentTest {
  @Test
  void together_runsEachThreadOnce() throws Exception {
    Set<Integer> ran = ConcurrentHashMap.newKeySet();
    Together.run(4, ran::add);
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void together_oneFails_throwsItsError() {
    assertThatThrownBy(
            () ->
                Together.run(
                    3,
                    thread -> {
                      if (thread == 1) {
                        throw new IllegalStateException("thread one");
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("thread one");
  }

  @Test
  void until_conditionComesTrue_returns() throws Exception {
    int[] asked = {0};
    Until.holds(() -> ++asked[0] == 3);
    assertThat(asked[0]).isEqualTo(3);
  }

  @Test
  void until_interrupted_givesUp() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Until.holds(() -> false)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void background_repeatsUntilClosed() throws Exception {
    Background background = Background.repeat(2, thread -> Thread.onSpinWait());
    assertThat(background.rounds()).isGreaterThanOrEqualTo(2);
    background.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("background-"));
  }

  @Test
  void background_oneFails_closeThrowsItsError() throws Exception {
    Background background =
        Background.repeat(
            2,
            thread -> {
              throw new IllegalStateException("thread " + thread);
            });
    assertThat(background.isWell()).isFalse();
    assertThatThrownBy(background::close)
        .isInstanceOf(AssertionError.class)
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }
}
