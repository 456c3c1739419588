package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.api.node.NodeIdentity;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.command.PeerIdentity.Identity;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:id}. */
@Command(
    scope = "helia",
    name = "id",
    description = "Show who this node or another peer is",
    detailedDescription =
        "Prints JSON. In a --format <id>, <aver>, <pver>, <pubkey>, <addrs> and <protocols> stand"
            + " for the peer id, the versions of agent and protocol, the public key, addresses and"
            + " protocols, \\n"
            + " and \\t for a new line and a tab. Another peer is connected to and asked.")
public final class Id extends DataCommand {
  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

  @Option(name = "-f", aliases = "--format", description = "What to print instead of JSON")
  private @Nullable String format;

  @Option(
      name = "--peerid-base",
      description = "How to write the peer id: b58mh, or a multibase as base36 or k for its CID")
  private String base = PeerIdBase.BASE58_MULTIHASH;

  @Argument(index = 0, name = "peer-id", description = "Whose identity; this node's if left out")
  @Completion(PeerCompleter.class)
  private @Nullable String peer;

  private final Helia helia;

  /** Asks a node. */
  public Id(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    Identity identity =
        peer == null || PeerArgument.parse(peer).peer().equals(helia.identity().peerId())
            ? own()
            : new PeerIdentity(helia.host()).of(PeerArgument.parse(peer));
    if (format != null) {
      io.out().print(formatted(format, identity));
    } else if (json()) {
      io.println(Json.object(json -> write(json, identity)));
    } else {
      io.println(Json.pretty(json -> write(json, identity)));
    }
  }

  /** A node without a network is known by its key only. */
  private Identity own() {
    NodeIdentity self = helia.identity();
    if (!helia.status().services().containsKey("host")) {
      return new Identity(
          self.peerId(), self.publicKey(), self.agentVersion(), "", List.of(), List.of());
    }
    return new Identity(
        self.peerId(),
        self.publicKey(),
        self.agentVersion(),
        PROTOCOL_VERSION,
        helia.host().addresses(),
        helia.host().protocols().stream().sorted().toList());
  }

  private String text(PeerId id) {
    return PeerIdBase.text(id, base);
  }

  private static String publicKey(Identity identity) {
    return Base64.getEncoder().encodeToString(identity.key().toBytes());
  }

  private String formatted(String format, Identity identity) {
    return format
        .replace("<id>", text(identity.peer()))
        .replace("<aver>", identity.agentVersion())
        .replace("<pver>", identity.protocolVersion())
        .replace("<pubkey>", publicKey(identity))
        .replace("<addrs>", String.join("\n", addresses(identity)))
        .replace("<protocols>", String.join("\n", identity.protocols()))
        .replace("\\n", "\n")
        .replace("\\t", "\t");
  }

  private static List<String> addresses(Identity identity) {
    return identity.addresses().stream()
        .map(address -> address + "/p2p/" + identity.peer())
        .sorted()
        .toList();
  }

  private void write(JsonGenerator json, Identity identity) throws IOException {
    json.writeStringField("ID", text(identity.peer()));
    json.writeStringField("PublicKey", publicKey(identity));
    write(json, "Addresses", addresses(identity));
    json.writeStringField("AgentVersion", identity.agentVersion());
    write(json, "Protocols", identity.protocols());
  }

  private static void write(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
