package org.helia.shell.internal.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.HeliaException;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:swarm-connect}. */
@Command(
    scope = "helia",
    name = "swarm-connect",
    description = "Connect to peers",
    detailedDescription =
        "A peer is an address with its id at the end, as in /ip4/127.0.0.1/tcp/4001/p2p/12D3…, or"
            + " the id of one whose addresses are known. Several addresses of one peer are raced.")
public final class SwarmConnect extends DataCommand {
  private static final DialOptions OPTIONS = new DialOptions(Duration.ofSeconds(30), true, true);

  @Argument(
      index = 0,
      name = "peer",
      description = "Addresses with peer ids, or peer ids; lines of standard input if left out",
      multiValued = true)
  @Completion(PeerCompleter.class)
  private List<String> peers = List.of();

  private final Helia helia;

  /** Connects a node. */
  public SwarmConnect(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<String> done = new ArrayList<>();
    int failed = 0;
    List<PeerAddresses> all = PeerArgument.parse(LineArguments.of(io, peers, "peer"));
    for (PeerAddresses peer : all) {
      try {
        helia.host().connect(peer, OPTIONS);
        done.add("connect " + peer.peer() + " success");
      } catch (NetException e) {
        failed++;
        done.add("connect " + peer.peer() + " failure: " + e.getMessage());
        explain(io, e);
      }
    }
    print(io, done);
    if (failed > 0) {
      throw new HeliaException("%d of %d peers were not reached".formatted(failed, all.size()));
    }
  }

  private static void explain(Io io, NetException failure) {
    if (failure instanceof DialException dial && !dial.attempts().isEmpty()) {
      io.err().println("cannot connect to peer " + dial.peer() + ":");
      dial.attempts()
          .forEach(
              each -> io.err().println("  " + each.address() + ": " + each.cause().getMessage()));
    } else {
      io.err().println(failure.getMessage());
    }
  }

  private void print(Io io, List<String> lines) throws IOException {
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
      lines.stream().filter(line -> line.endsWith(" success")).forEach(io::println);
    }
  }
}
