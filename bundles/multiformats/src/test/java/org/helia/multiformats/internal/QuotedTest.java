package org.helia.multiformats.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void of_textFromOutside_isShortAndOnOneLine() {
    assertThat(Quoted.of("")).isEqualTo("\"\"");
    assertThat(Quoted.of("a\nb\u001b[31m")).isEqualTo("\"a\\u000ab\\u001b[31m\"");
    assertThat(Quoted.of("x".repeat(1000))).isEqualTo('"' + "x".repeat(120) + "…\"");
  }
}
