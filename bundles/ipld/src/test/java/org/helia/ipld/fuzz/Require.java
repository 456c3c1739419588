package org.helia.ipld.fuzz;

import java.util.Arrays;
import java.util.HexFormat;

/** What must hold for every input. */
final class Require {
  private Require() {}

  static void that(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  static void same(byte[] expected, byte[] found) {
    that(
        Arrays.equals(expected, found),
        "expected %s, found %s"
            .formatted(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(found)));
  }
}
