package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.HeliaException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:swarm-disconnect}. */
@Command(
    scope = "helia",
    name = "swarm-disconnect",
    description = "Close all connections with peers")
public final class SwarmDisconnect extends DataCommand {
  @Argument(
      index = 0,
      name = "peer",
      description = "Peer ids, or addresses with peer ids; lines of standard input if left out",
      multiValued = true)
  @Completion(PeerCompleter.class)
  private List<String> peers = List.of();

  private final Helia helia;

  /** Disconnects a node. */
  public SwarmDisconnect(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<String> lines = new ArrayList<>();
    int failed = 0;
    for (PeerAddresses peer : PeerArgument.parse(LineArguments.of(io, peers, "peer"))) {
      if (helia.host().disconnect(peer.peer()) > 0) {
        lines.add("disconnect " + peer.peer() + " success");
      } else {
        failed++;
        lines.add("disconnect " + peer.peer() + " failure: not connected");
      }
    }
    if (json()) {
      io.println(
          Json.object(
              json -> {
                json.writeArrayFieldStart("Strings");
                for (String line : lines) {
                  json.writeString(line);
                }
                json.writeEndArray();
              }));
    } else {
      lines.forEach(io::println);
    }
    if (failed > 0) {
      throw new HeliaException("%d of %d peers were not connected".formatted(failed, lines.size()));
    }
  }
}
