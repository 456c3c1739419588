package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.api.node.NodeIdentity;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:id}. */
@Command(
    scope = "helia",
    name = "id",
    description = "Show who this node is",
    detailedDescription =
        "Prints JSON. In a --format <id>, <aver> and <pubkey> stand for the peer id, the agent version and the public key, \\n and"
            + " \\t for a new line and a tab.")
public final class Id extends DataCommand {
  /** What Kubo's format has and an offline node has not. */
  private static final List<String> UNKNOWN = List.of("<addrs>", "<protocols>", "<pver>");

  /** The name that Kubo has for the text of a peer id that is no CID. */
  private static final String BASE58_MULTIHASH = "b58mh";

  @Option(name = "-f", aliases = "--format", description = "What to print instead of JSON")
  private @Nullable String format;

  @Option(
      name = "--peerid-base",
      description = "How to write the peer id: b58mh, or a multibase as base36 for its CID")
  private String base = BASE58_MULTIHASH;

  @Argument(index = 0, name = "peer-id", description = "Whose identity; this node's if left out")
  private @Nullable String peer;

  private final Helia helia;

  /** Asks a node. */
  public Id(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    NodeIdentity identity = helia.identity();
    if (peer != null && !PeerId.parse(peer).equals(identity.peerId())) {
      throw new UsageException("only the identity of this node is known, not that of " + peer);
    }
    String id = text(identity.peerId());
    if (format != null) {
      io.out().print(formatted(format, id, identity));
    } else if (json()) {
      io.println(Json.object(json -> write(json, id, identity)));
    } else {
      io.println(Json.pretty(json -> write(json, id, identity)));
    }
  }

  private String text(PeerId id) {
    if (base.equals(BASE58_MULTIHASH)) {
      return id.toString();
    }
    return Multibase.byName(base)
        .map(id::toString)
        .orElseThrow(() -> new UsageException("unknown base \"" + base + "\""));
  }

  private static String publicKey(NodeIdentity identity) {
    return Base64.getEncoder().encodeToString(identity.publicKey().toBytes());
  }

  private static String formatted(String format, String id, NodeIdentity identity) {
    UNKNOWN.stream()
        .filter(format::contains)
        .findFirst()
        .ifPresent(
            part -> {
              throw new UsageException(part + " is not known of a node without a network");
            });
    return format
        .replace("<id>", id)
        .replace("<aver>", identity.agentVersion())
        .replace("<pubkey>", publicKey(identity))
        .replace("\\n", "\n")
        .replace("\\t", "\t");
  }

  private static void write(JsonGenerator json, String id, NodeIdentity identity)
      throws IOException {
    json.writeStringField("ID", id);
    json.writeStringField("PublicKey", publicKey(identity));
    json.writeStringField("AgentVersion", identity.agentVersion());
  }
}
