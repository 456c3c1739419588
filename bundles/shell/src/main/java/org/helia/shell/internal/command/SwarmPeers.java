package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.api.net.Stream;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:swarm-peers}. */
@Command(
    scope = "helia",
    name = "swarm-peers",
    description = "Show the peers that the node is connected with")
public final class SwarmPeers extends DataCommand {
  @Option(name = "-v", aliases = "--verbose", description = "Show all that the options show")
  private boolean verbose;

  @Option(name = "--streams", description = "Show the protocols of the open streams")
  private boolean streams;

  @Option(
      name = "--latency",
      description = "Ping each peer and show how long it took to answer; n/a if it did not")
  private boolean latency;

  @Option(name = "--direction", description = "Show who dialled")
  private boolean direction;

  @Option(name = "--identify", description = "Show what the peer says it is and speaks")
  private boolean identify;

  private final Helia helia;
  private final ExecutorService workers;
  private Latencies latencies = new Latencies();

  /**
   * Looks at a node.
   *
   * @param workers wait for peers
   */
  public SwarmPeers(Helia helia, ExecutorService workers) {
    this.helia = helia;
    this.workers = workers;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Connection> connections =
        helia.host().connections().stream()
            .sorted(
                Comparator.comparing(Connection::remotePeer)
                    .thenComparing(Connection::remoteAddress))
            .toList();
    if (latency || verbose) {
      latencies = Latencies.of(connections, workers);
    }
    if (json()) {
      io.println(Json.object(json -> write(json, connections)));
    } else {
      connections.forEach(connection -> print(io, connection));
    }
  }

  private Optional<Identified> identified(Connection connection) {
    return helia.host().peers().get(connection.remotePeer()).flatMap(KnownPeer::identified);
  }

  private void print(Io io, Connection connection) {
    String line = connection.remoteAddress() + "/p2p/" + connection.remotePeer();
    line += latency || verbose ? " " + latencies.of(connection) : "";
    line += direction || verbose ? " " + direction(connection) : "";
    io.println(line);
    if (streams || verbose) {
      connection.streams().stream()
          .map(Stream::protocol)
          .sorted()
          .forEach(each -> io.println("  " + each));
    }
    if (identify || verbose) {
      identified(connection).ifPresent(said -> print(io, said));
    }
  }

  private static void print(Io io, Identified said) {
    io.println("  AgentVersion: " + said.agentVersion());
    io.println("  Protocols:");
    said.protocols().stream().sorted().forEach(each -> io.println("    " + each));
  }

  private static String direction(Connection connection) {
    return connection.direction().name().toLowerCase(Locale.ROOT);
  }

  /** Kubo's numbers of directions. */
  private static int number(Direction direction) {
    return direction == Direction.INBOUND ? 1 : 2;
  }

  private void write(JsonGenerator json, List<Connection> connections) throws IOException {
    json.writeArrayFieldStart("Peers");
    for (Connection connection : connections) {
      json.writeStartObject();
      json.writeStringField("Addr", connection.remoteAddress().toString());
      json.writeStringField("Peer", connection.remotePeer().toString());
      if (latency || verbose) {
        json.writeStringField("Latency", latencies.of(connection));
      }
      json.writeNumberField("Direction", number(connection.direction()));
      json.writeStringField("Muxer", connection.muxer());
      json.writeStringField("Security", connection.security());
      json.writeArrayFieldStart("Streams");
      for (Stream stream : connection.streams()) {
        json.writeStartObject();
        json.writeStringField("Protocol", stream.protocol());
        json.writeEndObject();
      }
      json.writeEndArray();
      Optional<Identified> said = identified(connection);
      if (said.isPresent()) {
        write(json, said.get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Identified said) throws IOException {
    json.writeObjectFieldStart("Identify");
    json.writeStringField("AgentVersion", said.agentVersion());
    json.writeArrayFieldStart("Protocols");
    for (String protocol : said.protocols().stream().sorted().toList()) {
      json.writeString(protocol);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
