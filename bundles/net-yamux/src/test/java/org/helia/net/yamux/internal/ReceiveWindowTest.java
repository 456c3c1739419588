package org.helia.net.yamux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.net.spi.contract.RecordingScope;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
  private static final int INITIAL = ReceiveWindow.INITIAL;
  private static final int MAX = 4 * INITIAL;
  private static final long ROUND_TRIP = 1_000;

  private final RecordingScope scope = new RecordingScope();
  private final ReceiveWindow window = new ReceiveWindow(MAX, scope, 0);

  @Test
  void consumed_lessThanHalf_tellsNothing() {
    assertThat(window.take(INITIAL)).isTrue();

    assertThat(window.consumed(INITIAL / 2 - 1, 1, ROUND_TRIP)).isZero();
    assertThat(window.consumed(1, 1_000_000, ROUND_TRIP)).isEqualTo(INITIAL / 2);
  }

  @Test
  void consumed_fasterThanTheRoundTrip_doublesUpToTheMaximum() {
    long now = 0;
    for (int size = INITIAL; size < MAX; size *= 2) {
      assertThat(window.take(size)).isTrue();
      now += ROUND_TRIP;
      assertThat(window.consumed(size, now, ROUND_TRIP)).isEqualTo(2 * size);
    }
    assertThat(window.take(MAX)).isTrue();
    assertThat(window.consumed(MAX, now, ROUND_TRIP)).isEqualTo(MAX);
    assertThat(scope.reserved()).isEqualTo(MAX - INITIAL);
    window.close();
    assertThat(scope.reserved()).isZero();
  }

  @Test
  void consumed_slowly_staysAsItIs() {
    assertThat(window.take(INITIAL)).isTrue();

    assertThat(window.consumed(INITIAL, 4 * ROUND_TRIP, ROUND_TRIP)).isEqualTo(INITIAL);
    assertThat(window.size()).isEqualTo(INITIAL);
  }

  @Test
  void consumed_unknownRoundTrip_staysAsItIs() {
    assertThat(window.take(INITIAL)).isTrue();

    assertThat(window.consumed(INITIAL, 0, 0)).isEqualTo(INITIAL);
  }

  @Test
  void consumed_noMemory_staysAsItIs() {
    scope.refuseMemory();
    assertThat(window.take(INITIAL)).isTrue();

    assertThat(window.consumed(INITIAL, 1, ROUND_TRIP)).isEqualTo(INITIAL);
  }

  @Test
  void take_moreThanIsFree_isRefused() {
    assertThat(window.take(INITIAL)).isTrue();

    assertThat(window.take(1)).isFalse();
    assertThat(window.take(0)).isTrue();
  }
}
