package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardFunctionTest {
  /** The first four are facts of go-ds-flatfs (flatfs_test.go, readme.go); the rest pads. */
  @ParameterizedTest
  @CsvSource({
    "prefix/2, QUUX, QU",
    "suffix/2, QUUX, UX",
    "next-to-last/2, QUUX, UU",
    "next-to-last/2, AFKREIA22FLID5AJ2KU7URG47MDLROZIH6YF2KALU2PWEFPVI37YLKRSCA, SC",
    "prefix/5, AB, AB___",
    "suffix/5, AB, ___AB",
    "next-to-last/5, AB, ____A",
    "next-to-last/1, A, _",
    "next-to-last/3, ABCD, ABC",
    "prefix/1, ABCD, A",
  })
  void shardOf_name_isAsInFlatfs(String function, String name, String shard) throws IOException {
    assertThat(ShardFunction.parse("/repo/flatfs/shard/v1/" + function).shardOf(name))
        .isEqualTo(shard);
  }

  @Test
  void toString_default_isKubos() {
    assertThat(ShardFunction.DEFAULT).hasToString("/repo/flatfs/shard/v1/next-to-last/2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefix/1", "suffix/16", "next-to-last/2"})
  void parse_whatToStringWrote_isTheSame(String function) throws IOException {
    String line = "/repo/flatfs/shard/v1/" + function;
    assertThat(ShardFunction.parse(" " + line + "\n")).hasToString(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "next-to-last/2",
        "/repo/flatfs/shard/v2/next-to-last/2",
        "/repo/flatfs/shard/v1/next-to-last",
        "/repo/flatfs/shard/v1/next-to-last/2/3",
        "/repo/flatfs/shard/v1/middle/2",
        "/repo/flatfs/shard/v1/NEXT_TO_LAST/2",
        "/repo/flatfs/shard/v1/prefix/0",
        "/repo/flatfs/shard/v1/prefix/-1",
        "/repo/flatfs/shard/v1/prefix/17",
        "/repo/flatfs/shard/v1/prefix/two",
        "/repo/flatfs/shard/v1/prefix/99999999999999",
      })
  void parse_unknownFunction_isRefusedByName(String line) {
    assertThatThrownBy(() -> ShardFunction.parse(line))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'" + line + "'")
        .hasMessageContaining("1 to 16");
  }
}
