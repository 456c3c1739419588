package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.helia.api.bitswap.BitswapLedger;
import org.helia.api.bitswap.BitswapStat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.fake.FakeNode;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BitswapCommandsTest {
  private static final Cid CID = SampleBlocks.raw(1, 100).cid();
  private static final PeerId PEER = PeerId.of(TestKeys.ed25519(1).publicKey());

  private final TestShell shell = new TestShell();
  private final FakeNode node = shell.node;

  @AfterEach
  void close() {
    shell.close();
  }

  @BeforeEach
  void exchangeSomething() {
    node.bitswap.stat = new BitswapStat(List.of(CID), List.of(PEER), 5, 500, 1, 100, 9, 7, 700);
    node.bitswap.wantlists.put(PEER, List.of(CID));
    node.bitswap.ledgers.put(PEER, new BitswapLedger(PEER, 700, 349, 12));
  }

  @Test
  void bitswapStat_text_isAsKuboHasIt() {
    assertThat(shell.run("bitswap-stat").out())
        .isEqualTo(
            """
            bitswap status
            \tblocks received: 5
            \tblocks sent: 7
            \tdata received: 500
            \tdata sent: 700
            \tdup blocks received: 1
            \tdup data received: 100
            \twantlist [1 keys]
            \t\t%s
            \tpartners [1]
            """
                .formatted(CID));
    assertThat(shell.run("bitswap-stat", "-v").out())
        .endsWith("\tpartners [1]\n\t\t" + PEER + "\n");
  }

  @Test
  void bitswapStat_json_hasKubosFields() {
    assertThat(shell.run("bitswap-stat", "--json").out())
        .contains(
            "\"Wantlist\":[{\"/\":\"" + CID + "\"}]",
            "\"Peers\":[\"" + PEER + "\"]",
            "\"BlocksReceived\":5",
            "\"DupDataReceived\":100",
            "\"DataSent\":700");
  }

  @Test
  void bitswapWantlist_ofNodeAndPeer_listsCids() {
    assertThat(shell.run("bitswap-wantlist").out()).isEqualTo(CID + "\n");
    assertThat(shell.run("bitswap-wantlist", "--peer", PEER.toString()).out())
        .isEqualTo(CID + "\n");
    assertThat(shell.run("bitswap-wantlist", "--json").out())
        .isEqualTo("{\"Keys\":[{\"/\":\"" + CID + "\"}]}\n");
    assertThat(shell.run("bitswap-wantlist", "--peer", "nobody").error()).contains("not a peer");
  }

  @Test
  void bitswapLedger_ofPeer_isAsKuboHasIt() {
    assertThat(shell.run("bitswap-ledger", PEER.toString()).out())
        .isEqualTo(
            """
            Ledger for %s
            Debt ratio:\t2.000000
            Exchanges:\t12
            Bytes sent:\t700
            Bytes received:\t349

            """
                .formatted(PEER));
    assertThat(shell.run("bitswap-ledger", PEER.toString(), "--json").out())
        .contains("\"Value\":2.0", "\"Recv\":349", "\"Exchanged\":12");
  }
}
