package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.Progress;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:pin-update}. */
@Command(
    scope = "helia",
    name = "pin-update",
    description = "Pin one DAG in place of another, looking only at what differs")
public final class PinUpdate extends DataCommand {
  @Option(
      name = "--unpin",
      description = "Remove the old pin; the default. --unpin=false keeps both")
  private @Nullable Boolean unpin;

  @Argument(index = 0, name = "from", description = "What is pinned", required = true)
  @Completion(ContentPathCompleter.class)
  private String from = "";

  @Argument(index = 1, name = "to", description = "What is to be pinned", required = true)
  @Completion(ContentPathCompleter.class)
  private String to = "";

  private final Helia helia;

  /** Updates in a node. */
  public PinUpdate(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<Cid> cids = PinPaths.cids(helia, List.of(from, to));
    boolean keepOld = unpin != null && !unpin;
    helia.pins().update(cids.get(0), cids.get(1), "", keepOld, Progress.NONE);
    io.println(
        json()
            ? Json.object(
                json -> {
                  json.writeStringField("From", cids.get(0).toString());
                  json.writeStringField("To", cids.get(1).toString());
                })
            : "updated %s to %s".formatted(cids.get(0), cids.get(1)));
  }
}
