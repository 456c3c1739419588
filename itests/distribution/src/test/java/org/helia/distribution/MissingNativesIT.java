package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node works with what loads, and says what does not. */
class MissingNativesIT {
  @TempDir static Path folder;

  /** As where the folder for temporary files is full, read-only or lets no programs run. */
  @Test
  void start_nativeLibrariesDoNotLoad_theRestWorksAndTheStatusNamesThem() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    HeliaScript helia =
        new HeliaScript(distribution.script("helia"), folder.resolve("home"), folder);
    Path etc = Files.createDirectories(helia.home().resolve("etc"));
    Files.writeString(
        etc.resolve("setenv"),
        "HELIA_JAVA_OPTS=\"-Xmx256m -Dio.netty.native.workdir=/dev/null/nowhere\"\n");
    Files.writeString(
        etc.resolve("org.helia.net.cfg"),
        "listen = [\"/ip4/127.0.0.1/tcp/0\",\"/ip4/127.0.0.1/udp/0/quic-v1\"]\n");
    helia.run("start").line();
    try {
      helia.run("feature:install", "helia-node").line();
      assertThat(helia.run("status").out())
          .containsPattern("Listens: +/ip4/127\\.0\\.0\\.1/tcp/\\d+\n")
          .doesNotContainPattern("Network: .*quic")
          .contains(
              "quic does not work: the native library",
              "does not listen on /ip4/127.0.0.1/udp/0/quic-v1",
              "the native library of QUIC does not load on this machine");
    } finally {
      helia.run("stop");
    }
  }
}
