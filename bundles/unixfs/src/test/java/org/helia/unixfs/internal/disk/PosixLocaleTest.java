package org.helia.unixfs.internal.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under {@code LANG=C}, as services are often started, the JDK knows names of ASCII only. The
 * locale is fixed when a JVM starts, so each check is a JVM of its own.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class PosixLocaleTest {
  private static final String NAME = "Ž\uD83D\uDE00";

  @TempDir Path disk;

  @Test
  void nameOf_nameThatIsNotAscii_isRead() throws Exception {
    Files.createFile(DiskNames.resolve(disk, NAME));
    assertThat(run("name")).isEqualTo(hex(NAME));
  }

  @Test
  void resolve_nameThatIsNotAscii_isThatFile() throws Exception {
    run("create");
    try (Stream<Path> entries = Files.list(disk)) {
      assertThat(entries).containsExactly(DiskNames.resolve(disk, NAME));
    }
  }

  @Test
  void bytes_ofALinksTarget_areKept() throws Exception {
    Files.createSymbolicLink(disk.resolve("link"), Path.of("../" + NAME + "/x"));
    assertThat(run("link")).isEqualTo(hex("../" + NAME + "/x"));
    assertThat(Files.readSymbolicLink(disk.resolve("copy"))).hasToString("../" + NAME + "/x");
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private String run(String action) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            action,
            disk.toUri().toString());
    builder.environment().put("LC_ALL", "C");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return output;
  }

  /** What runs under the other locale. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      Path disk = Path.of(URI.create(arguments[1]));
      switch (arguments[0]) {
        case "name" -> print(DiskNames.nameOf(onlyEntry(disk)).getBytes(UTF_8));
        case "create" -> Files.createFile(DiskNames.resolve(disk, NAME));
        case "link" -> {
          byte[] target = DiskNames.bytes(Files.readSymbolicLink(disk.resolve("link")));
          Files.createSymbolicLink(disk.resolve("copy"), DiskNames.path(target));
          print(target);
        }
        default -> throw new IllegalArgumentException(List.of(arguments).toString());
      }
    }

    private static Path onlyEntry(Path disk) throws IOException {
      try (Stream<Path> entries = Files.list(disk)) {
        return entries.findFirst().orElseThrow();
      }
    }

    private static void print(byte[] bytes) {
      System.out.println(HexFormat.of().formatHex(bytes));
    }
  }
}
