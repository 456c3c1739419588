package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.helia.api.Progress;
import org.helia.api.node.Helia;
import org.helia.api.store.DatastoreMigration;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;

/** {@code helia:datastore-migrate}. */
@Command(
    scope = "helia",
    name = "datastore-migrate",
    description = "Copy pins and the like to another datastore and use that one from then on",
    detailedDescription =
        "Everything goes on meanwhile. What the target had is replaced; the source keeps what it has.")
public final class DatastoreMigrate extends DataCommand {
  @Argument(index = 0, name = "from", description = "The datastore in use", required = true)
  private String from = "";

  @Argument(index = 1, name = "to", description = "The datastore to use", required = true)
  private String to = "";

  private final Helia helia;

  /** Migrates within a node. */
  public DatastoreMigrate(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    DatastoreMigration report = helia.datastores().migrate(from, to, Progress.NONE);
    io.println(
        json()
            ? Json.object(
                json -> {
                  json.writeNumberField("Entries", report.entries());
                  json.writeNumberField("Bytes", report.bytes());
                })
            : "%d entries (%s) copied from %s to %s, which is in use now"
                .formatted(report.entries(), Sizes.human(report.bytes()), from, to));
  }
}
