package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.net.Host;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.api.node.Helia;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:swarm-addrs}. */
@Command(
    scope = "helia",
    name = "swarm-addrs",
    description = "Show the addresses of known peers, or of this node",
    detailedDescription =
        "local shows what others are told about this node, listen where it listens. Without either"
            + " the known addresses of other peers are shown.")
public final class SwarmAddrs extends DataCommand {
  @Option(name = "--id", description = "With local: show the peer id at the end")
  private boolean id;

  @Argument(index = 0, name = "which", description = "local or listen; other peers if left out")
  @Completion(
      value = Object.class,
      values = {"listen", "local"})
  private @Nullable String which;

  private final Helia helia;

  /** Looks at a node. */
  public SwarmAddrs(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    Host host = helia.host();
    if (which == null) {
      known(io, host);
      return;
    }
    switch (which) {
      case "local" -> own(io, host.addresses(), id ? "/p2p/" + host.id() : "");
      case "listen" -> own(io, host.listenAddresses(), "");
      default -> throw new UsageException("local or listen, not \"" + which + "\"");
    }
  }

  private void own(Io io, List<Multiaddr> addresses, String end) throws IOException {
    List<String> texts = addresses.stream().map(address -> address + end).sorted().toList();
    if (!json()) {
      texts.forEach(io::println);
      return;
    }
    io.println(
        Json.object(
            json -> {
              json.writeArrayFieldStart("Strings");
              for (String text : texts) {
                json.writeString(text);
              }
              json.writeEndArray();
            }));
  }

  private void known(Io io, Host host) throws IOException {
    Map<PeerId, List<Multiaddr>> known = new TreeMap<>();
    for (PeerId peer : host.peers().peers()) {
      host.peers()
          .get(peer)
          .map(KnownPeer::addresses)
          .filter(addresses -> !addresses.isEmpty())
          .ifPresent(addresses -> known.put(peer, addresses));
    }
    if (json()) {
      io.println(asJson(known));
      return;
    }
    known.forEach(
        (peer, addresses) -> {
          io.println(peer + " (" + addresses.size() + ")");
          addresses.forEach(address -> io.println("\t" + address));
        });
  }

  private static String asJson(Map<PeerId, List<Multiaddr>> known) throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Addrs");
          for (Map.Entry<PeerId, List<Multiaddr>> each : known.entrySet()) {
            json.writeArrayFieldStart(each.getKey().toString());
            for (Multiaddr address : each.getValue()) {
              json.writeString(address.toString());
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }
}
