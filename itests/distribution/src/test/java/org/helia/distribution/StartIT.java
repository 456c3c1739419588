package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node starts with what works, and says what does not. */
class StartIT {
  @TempDir static Path folder;

  @Test
  void start_portInUseAndAddressThatCannotBeParsed_areNamedAndTheRestWorks() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    HeliaScript helia =
        new HeliaScript(distribution.script("helia"), folder.resolve("home"), folder);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String taken = "/ip4/127.0.0.1/tcp/" + other.getLocalPort();
      Path etc = Files.createDirectories(helia.home().resolve("etc"));
      Files.writeString(
          etc.resolve("org.helia.net.cfg"),
          "listen = " + taken + ",nonsense,/ip4/127.0.0.1/tcp/0\n");
      helia.run("start").line();
      helia.run("feature:install", "helia-node").line();
      helia.run("stop").line();

      HeliaScript.Result start = helia.run("start");
      try {
        assertThat(start.code()).as(start.err()).isZero();
        assertThat(start.err())
            .contains("helia: running in", "Warning: does not listen on " + taken, "\"nonsense\"");
        assertThat(helia.run("swarm", "addrs", "listen").line())
            .hasLineCount(1)
            .startsWith("/ip4/127.0.0.1/tcp/")
            .isNotEqualTo(taken);
        assertThat(helia.run("status", "--check").code()).isEqualTo(1);
        assertThat(helia.run("config", "org.helia.net", "listen", "/ip4/127.0.0.1/tcp/0").err())
            .isEmpty();
        assertThat(helia.run("status", "--check").code()).isZero();
        refusesAPasswordFileThatIsNotThere(helia);
      } finally {
        helia.run("stop");
      }
    }
  }

  private static void refusesAPasswordFileThatIsNotThere(HeliaScript helia) throws Exception {
    String[] change = {"config", "org.helia.keystore.file", "passwordFile", "/dev/null/none"};
    assertThat(helia.run(change).err()).contains("stays as it was", "/dev/null/none");
    assertThat(helia.run("key", "ls").line()).isEqualTo("self");
  }
}
