package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.api.pin.PinType;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:pin-rm}. */
@Command(
    scope = "helia",
    name = "pin-rm",
    description = "Remove pins; the blocks stay until repo-gc")
public final class PinRm extends DataCommand {
  @Option(
      name = "-r",
      aliases = "--recursive",
      description =
          "Remove recursive pins, too; the default. --recursive=false removes direct ones only")
  private @Nullable Boolean recursive;

  @Argument(
      index = 0,
      name = "path",
      description = "The CIDs or paths to unpin",
      required = true,
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Removes from a node. */
  public PinRm(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    for (Cid cid : PinPaths.cids(helia, paths)) {
      requireDirect(cid);
      helia.pins().remove(cid, "");
      io.println(
          json()
              ? Json.object(json -> json.writeStringField("Pin", cid.toString()))
              : "unpinned " + cid);
    }
  }

  private void requireDirect(Cid cid) {
    boolean deep = recursive == null || recursive;
    for (Pin pin : helia.pins().get(cid)) {
      if (!deep && pin.owner().isEmpty() && pin.type() != PinType.DIRECT) {
        throw new PinException(cid + " is pinned recursively; leave out --recursive=false");
      }
    }
  }
}
