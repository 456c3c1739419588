package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.helia.api.CancelledException;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:refs-local}. */
@Command(
    scope = "helia",
    name = "refs-local",
    description = "List the blocks that the node has",
    detailedDescription =
        "A blockstore knows hashes, not codecs: every block is listed by a CIDv1 of codec raw.")
public final class RefsLocal extends DataCommand {
  private final Helia helia;

  /** Lists the blocks of a node. */
  public RefsLocal(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    boolean json = json();
    try (Stream<Multihash> hashes = helia.blocks().hashes()) {
      for (Iterator<Multihash> each = hashes.iterator(); each.hasNext(); ) {
        CancelledException.checkpoint("listing blocks");
        Cid cid = Cid.v1(Multicodec.RAW, each.next());
        io.println(json ? asJson(cid) : cid.toString());
        io.requireOpen();
      }
    }
  }

  private static String asJson(Cid cid) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Ref", cid.toString());
          json.writeStringField("Err", "");
        });
  }
}
