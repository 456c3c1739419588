package org.helia.unixfs.internal.hamt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur3Test {
  /** Vectors of the Go library that Kubo uses, github.com/spaolacci/murmur3. */
  @ParameterizedTest
  @CsvSource({
    "'', 0000000000000000",
    "hello, cbd8a7b341bd9b02",
    "'hello, world', 342fac623a5ebc8e",
    "'19 Jan 2038 at 3:14:07 AM', b89e5988b737affc",
    "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9"
  })
  void hash_text_isAsInGo(String text, String hash) {
    assertThat(Murmur3.hash(text)).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }
}
