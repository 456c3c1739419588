package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:bitswap-wantlist}. */
@Command(
    scope = "helia",
    name = "bitswap-wantlist",
    description = "Show the blocks that the node wants from others, or a peer from it")
public final class BitswapWantlist extends DataCommand {
  @Option(name = "-p", aliases = "--peer", description = "What this peer wants from the node")
  @Completion(PeerCompleter.class)
  private @Nullable String peer;

  private final Helia helia;

  /** Looks at a node. */
  public BitswapWantlist(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Cid> wants =
        peer == null
            ? helia.bitswap().wantlist()
            : helia.bitswap().wantlist(PeerArgument.parse(peer).peer());
    if (json()) {
      io.println(Json.object(json -> write(json, "Keys", wants)));
    } else {
      wants.forEach(want -> io.println(want.toString()));
    }
  }

  /** As Kubo writes lists of CIDs. */
  static void write(JsonGenerator json, String field, List<Cid> cids) throws IOException {
    json.writeArrayFieldStart(field);
    for (Cid cid : cids) {
      json.writeStartObject();
      json.writeStringField("/", cid.toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
