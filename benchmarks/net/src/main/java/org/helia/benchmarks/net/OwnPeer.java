package org.helia.benchmarks.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.internal.RealNode;

/**
 * This node as a process that {@link org.helia.testkit.peer.RemotePeer} steers, as it does those of
 * other implementations. Takes one request after the other, and ends with standard input.
 */
public final class OwnPeer {
  private static final int MANY = 10_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final ObjectMapper json = new ObjectMapper();
  private final PrintStream answers = System.out;
  private final RealNode node;
  private final Map<String, Command> commands = new HashMap<>();

  /** What it can be asked. */
  private interface Command {
    Object run(JsonNode request) throws Exception;
  }

  private OwnPeer(RealNode node) {
    this.node = node;
    Streams streams = new Streams(node.host());
    node.speak(Streams::echo, Streams.ECHO);
    commands.put("dial", request -> dial(request, DialOptions.DEFAULTS));
    commands.put("dial-again", request -> dialAgain(request, request.get("times").asInt()));
    commands.put("hangup", request -> node.host().disconnect(peer(request)));
    commands.put(
        "perf",
        request ->
            streams.perf(peer(request), request.get("up").asLong(), request.get("down").asLong()));
    commands.put("pings", request -> streams.pings(peer(request), request.get("times").asInt()));
    commands.put(
        "echoes", request -> streams.echoes(peer(request), request.get("streams").asInt()));
    commands.put("memory", request -> Memory.now());
    commands.put("count", request -> node.host().connections().size());
  }

  /**
   * Runs a node until standard input ends.
   *
   * @param arguments its secure channel, as in "/noise", and the only address that it listens on,
   *     as it would otherwise be dialled again at another one
   */
  public static void main(String[] arguments) throws Exception {
    RealNode node =
        RealNode.with(
            arguments[0],
            config ->
                config
                    .with("listen", arguments[1])
                    .with("maxConnectionsPerPeer", MANY)
                    .with("maxInboundConnections", MANY)
                    .with("lowWaterConnections", MANY)
                    .with("highWaterConnections", MANY),
            Map.of());
    try (node) {
      new OwnPeer(node).serve();
    }
  }

  private void serve() throws IOException {
    say(
        Map.of(
            "result",
            Map.of(
                "peer", node.host().id().toString(),
                "agent", RealNode.AGENT,
                "addresses",
                    node.host().listenAddresses().stream().map(Multiaddr::toString).toList())));
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      JsonNode request = json.readTree(line);
      Map<String, Object> answer = new HashMap<>(Map.of("id", request.get("id").asText()));
      answer(request, answer);
      say(answer);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // Whatever goes wrong is said to who asked.
  private void answer(JsonNode request, Map<String, Object> answer) {
    try {
      Command command = commands.get(request.get("do").asText());
      if (command == null) {
        throw new IllegalArgumentException("no such command");
      }
      answer.put("result", command.run(request));
    } catch (Exception e) {
      answer.put("error", e.toString());
    }
  }

  private void say(Object line) throws IOException {
    answers.println(json.writeValueAsString(line));
    answers.flush();
  }

  private static PeerId peer(JsonNode request) {
    return PeerId.parse(request.get("peer").asText());
  }

  /** Dials, and says how many milliseconds that took. */
  private Map<String, Object> dial(JsonNode request, DialOptions options) {
    Multiaddr address = Multiaddr.parse(request.get("address").asText());
    PeerAddresses target = new PeerAddresses(address.peerId().orElseThrow(), List.of(address));
    long began = System.nanoTime();
    node.host().connect(target, options);
    return Map.of("millis", (System.nanoTime() - began) / NANOS_PER_MILLI);
  }

  /** Opens so many connections beside those that there are. */
  private Map<String, Object> dialAgain(JsonNode request, int times) {
    DialOptions anew = new DialOptions(DialOptions.DEFAULTS.timeout(), false, false);
    for (int i = 0; i < times; i++) {
      dial(request, anew);
    }
    return Map.of();
  }
}
