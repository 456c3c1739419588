package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.bitswap.BitswapStat;
import org.helia.api.node.Helia;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:bitswap-stat}. */
@Command(
    scope = "helia",
    name = "bitswap-stat",
    description = "Show what has been exchanged with other peers by Bitswap")
public final class BitswapStats extends DataCommand {
  @Option(name = "-v", aliases = "--verbose", description = "List the peers, too")
  private boolean verbose;

  private final Helia helia;

  /** Looks at a node. */
  public BitswapStats(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    BitswapStat stat = helia.bitswap().stat();
    List<PeerId> peers = stat.peers().stream().sorted(Comparator.naturalOrder()).toList();
    if (json()) {
      io.println(Json.object(json -> write(json, stat, peers)));
    } else {
      print(io, stat, peers);
    }
  }

  private void print(Io io, BitswapStat stat, List<PeerId> peers) {
    io.println("bitswap status");
    io.println("\tblocks received: " + stat.blocksReceived());
    io.println("\tblocks sent: " + stat.blocksSent());
    io.println("\tdata received: " + stat.dataReceived());
    io.println("\tdata sent: " + stat.dataSent());
    io.println("\tdup blocks received: " + stat.dupBlocksReceived());
    io.println("\tdup data received: " + stat.dupDataReceived());
    io.println("\twantlist [" + stat.wantlist().size() + " keys]");
    stat.wantlist().forEach(want -> io.println("\t\t" + want));
    io.println("\tpartners [" + peers.size() + "]");
    if (verbose) {
      peers.forEach(peer -> io.println("\t\t" + peer));
    }
  }

  private static void write(JsonGenerator json, BitswapStat stat, List<PeerId> peers)
      throws IOException {
    BitswapWantlist.write(json, "Wantlist", stat.wantlist());
    json.writeArrayFieldStart("Peers");
    for (PeerId peer : peers) {
      json.writeString(peer.toString());
    }
    json.writeEndArray();
    json.writeNumberField("BlocksReceived", stat.blocksReceived());
    json.writeNumberField("DataReceived", stat.dataReceived());
    json.writeNumberField("DupBlksReceived", stat.dupBlocksReceived());
    json.writeNumberField("DupDataReceived", stat.dupDataReceived());
    json.writeNumberField("MessagesReceived", stat.messagesReceived());
    json.writeNumberField("BlocksSent", stat.blocksSent());
    json.writeNumberField("DataSent", stat.dataSent());
  }
}
