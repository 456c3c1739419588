package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node has joined, and whom it reaches first, are the same after it was started anew. */
class JoinIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PEER =
      "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWBc8UVdbhxphxFM4VShpGsh2jsf68GkitMuxm9NoM1nnh";
  private static final String OTHER =
      "/ip4/127.0.0.1/tcp/2/p2p/12D3KooWBc8UVdbhxphxFM4VShpGsh2jsf68GkitMuxm9NoM1nnh";

  @TempDir static Path folder;

  private HeliaScript helia;

  @Test
  void joinAndBootstrapList_nodeStartedAnew_areAsBefore() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    helia = new HeliaScript(distribution.script("helia"), folder.resolve("home"), folder);
    configureLoopbackOnly();
    helia.run("start").line();
    try {
      helia.run("feature:install", "helia-node").line();
      assertThat(helia.run("bootstrap").line()).isEqualTo(PEER);
      assertThat(helia.runWith(OTHER + "\n", "bootstrap", "add").line())
          .isEqualTo("added " + OTHER);
      awaitListening("127.0.0.1");
      assertThat(helia.run("join", "--yes", "lan").line()).contains("joined lan");
      awaitListening("127.0.0.2");

      restart();
      assertThat(helia.run("join").line()).contains("joined: lan");
      assertThat(helia.run("bootstrap", "list").line()).isEqualTo(PEER + "\n" + OTHER);
      awaitListening("127.0.0.2");
      assertThat(helia.run("bootstrap", "rm", PEER).line()).isEqualTo("removed " + PEER);
      assertThat(helia.run("join", "none").line()).contains("joined none");
      awaitListening("127.0.0.1");

      restart();
      assertThat(helia.run("join").line()).contains("joined: none");
      assertThat(helia.run("bootstrap").line()).isEqualTo(OTHER);
      awaitListening("127.0.0.1");
    } finally {
      helia.run("stop");
    }
  }

  /** Before the node starts for the first time, so that it never listens or reaches elsewhere. */
  private void configureLoopbackOnly() throws Exception {
    Path etc = Files.createDirectories(helia.home().resolve("etc"));
    Files.writeString(
        etc.resolve("org.helia.net.cfg"),
        "listen = /ip4/127.0.0.1/tcp/0\nlistenJoined = /ip4/127.0.0.2/tcp/0\n");
    Files.writeString(etc.resolve("org.helia.discovery.bootstrap.cfg"), "peers = " + PEER + "\n");
  }

  private void restart() throws Exception {
    helia.run("stop").line();
    helia.run("start").line();
  }

  private void awaitListening(String ip) {
    await("listens on " + ip)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              String listening = helia.run("swarm", "addrs", "listen").out();
              return !listening.isBlank()
                  && listening.lines().allMatch(each -> each.startsWith("/ip4/" + ip + "/"));
            });
  }
}
