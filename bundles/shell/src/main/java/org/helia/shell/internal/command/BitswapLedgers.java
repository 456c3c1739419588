package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.bitswap.BitswapLedger;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:bitswap-ledger}. */
@Command(
    scope = "helia",
    name = "bitswap-ledger",
    description = "Show what has been exchanged with a peer by Bitswap")
public final class BitswapLedgers extends DataCommand {
  @Argument(name = "PEER", description = "The peer", required = true)
  @Completion(PeerCompleter.class)
  private String peer = "";

  private final Helia helia;

  /** Looks at a node. */
  public BitswapLedgers(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    BitswapLedger ledger = helia.bitswap().ledger(PeerArgument.parse(peer).peer());
    if (json()) {
      io.println(
          Json.object(
              json -> {
                json.writeStringField("Peer", ledger.peer().toString());
                json.writeNumberField("Value", ledger.debtRatio());
                json.writeNumberField("Sent", ledger.sent());
                json.writeNumberField("Recv", ledger.received());
                json.writeNumberField("Exchanged", ledger.exchanges());
              }));
      return;
    }
    io.println("Ledger for " + ledger.peer());
    io.println(String.format(Locale.ROOT, "Debt ratio:\t%f", ledger.debtRatio()));
    io.println("Exchanges:\t" + ledger.exchanges());
    io.println("Bytes sent:\t" + ledger.sent());
    io.println("Bytes received:\t" + ledger.received());
    io.println("");
  }
}
