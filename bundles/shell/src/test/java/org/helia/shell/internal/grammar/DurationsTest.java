package org.helia.shell.internal.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
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
    assertThat(Durations.parse("--timeout", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "xx", "-1s", "1s ", "0s", "0.1ns", "9000h", "1d", "s", "1.s"})
  void parse_anythingElse_isMisuse(String text) {
    assertThatThrownBy(() -> Durations.parse("--timeout", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--timeout", "\"" + text + "\"");
  }
}
