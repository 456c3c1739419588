package org.helia.shell.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.block.Block;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchedBlock;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong(77);

  private ProgressLine line(boolean shown) {
    return new ProgressLine(
        new PrintStream(terminal, true, StandardCharsets.UTF_8), shown, now::get);
  }

  private String drawn() {
    String text = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return text.replace("\r\u001b[2K", "~");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "9999,10.0 kB",
    "10000,10 kB",
    "115259,115 kB",
    "1234567,1.2 MB",
    "10000000000,10 GB",
    "9223372036854775807,9.2 EB"
  })
  void human_bytes_areAsKuboShowsThem(long bytes, String expected) {
    assertThat(Sizes.human(bytes)).isEqualTo(expected);
  }

  /** What {@code ipfs add} prints for files of such names. */
  @ParameterizedTest
  @CsvSource({
    "plain name.txt,plain name.txt",
    "we\\ird,we\\\\ird",
    "quote\"s,quote\"s",
    "ümläut 🪐,ümläut 🪐"
  })
  void escaped_name_isAsKuboShowsIt(String name, String expected) {
    assertThat(Names.escaped(name)).isEqualTo(expected);
  }

  @Test
  void escaped_controlCharacters_cannotReachTheTerminal() {
    assertThat(Names.escaped("a\nb\tc\r\u001b[31m\u0007\u007f\u0085\u202e"))
        .isEqualTo("a\\nb\\tc\\r\\x1b[31m\\a\\x7f\\u0085\\u202e");
    assertThat(Names.escaped("\ud83e")).isEqualTo("\\ud83e");
  }

  @Test
  void progress_withTotal_showsRateAndTimeLeft() {
    ProgressLine line = line(true);
    line.total(100_000_000);

    now.addAndGet(SECOND);
    line.advanced(1, 25_000_000);

    assertThat(drawn()).isEqualTo("~25 MB of 100 MB  25%  25 MB/s  3s left");
  }

  @Test
  void progress_withoutTotal_showsBlocksAndRate() {
    ProgressLine line = line(true);

    now.addAndGet(2 * SECOND);
    line.advanced(7, 3_000_000);

    assertThat(drawn()).isEqualTo("~3.0 MB  7 blocks  1.5 MB/s");
  }

  @Test
  void progress_fromOutside_showsBlocksAndPeers() {
    ProgressLine line = line(true);
    Block block = SampleBlocks.raw(1, 10);
    CheckedBlock checked =
        CheckedBlock.check(new FakeHashers(), block.cid(), block.bytes(), "test");
    line.fetched("bitswap", new FetchedBlock(checked, "one"));
    line.fetched("bitswap", new FetchedBlock(checked, "two"));
    line.fetched("gateway", new FetchedBlock(checked, "one"));

    now.addAndGet(SECOND);
    line.advanced(3, 3_000_000);

    assertThat(drawn()).isEqualTo("~3.0 MB  3 blocks  3.0 MB/s  fetched 3 blocks from 2 peers");
  }

  @Test
  void progress_longWork_countsMinutesAndHours() {
    ProgressLine line = line(true);
    line.total(10_000_000);
    now.addAndGet(10 * SECOND);
    line.advanced(0, 1_000_000);
    assertThat(drawn()).endsWith("  1m30s left");

    line.total(1_000_000_000);
    now.addAndGet(SECOND);
    line.advanced(0, 100_000);
    assertThat(drawn()).endsWith("  2h46m left");
  }

  @Test
  void progress_often_isDrawnSeldom() {
    ProgressLine line = line(true);
    line.advanced(0, 1);
    assertThat(drawn()).isEmpty();

    now.addAndGet(SECOND / 4);
    line.advanced(0, 1);
    line.advanced(0, 1);

    assertThat(drawn()).containsOnlyOnce("~");
  }

  @Test
  void progress_closed_leavesNothingBehind() {
    ProgressLine line = line(true);
    now.addAndGet(SECOND);
    line.advanced(0, 1);
    drawn();

    line.close();
    line.close();

    assertThat(drawn()).isEqualTo("~");
  }

  @Test
  void progress_notShown_drawsNothing() {
    try (ProgressLine line = line(false)) {
      now.addAndGet(SECOND);
      line.advanced(0, 1);
    }
    assertThat(drawn()).isEmpty();
  }

  @Test
  void json_oddText_isEscaped() throws Exception {
    assertThat(Json.object(json -> json.writeStringField("a\"b", "c\n\u0001d")))
        .isEqualTo("{\"a\\\"b\":\"c\\n\\u0001d\"}");
  }
}
