package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.support.table.ShellTable;
import org.helia.api.node.Helia;
import org.helia.api.store.DatastoreInfo;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:datastores}. */
@Command(
    scope = "helia",
    name = "datastores",
    description = "List the datastores, which keep pins and the like",
    detailedDescription = "One is in use; `datastore-migrate` changes which.")
public final class ListDatastores extends DataCommand {
  private final Helia helia;

  /** Asks a node. */
  public ListDatastores(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<DatastoreInfo> stores = helia.datastores().list();
    if (json()) {
      for (DatastoreInfo store : stores) {
        io.println(asJson(store));
      }
      return;
    }
    ShellTable table = new ShellTable();
    List.of("Name", "Ranking", "Role", "Bundle").forEach(table::column);
    stores.forEach(
        store ->
            table
                .addRow()
                .addContent(
                    store.name(),
                    store.ranking(),
                    store.inUse() ? "in use" : "spare",
                    store.bundle()));
    table.emptyTableText("There is no datastore: feature:install helia-datastore-mvstore");
    table.print(io.out(), StandardCharsets.UTF_8, io.terminals().out());
  }

  private static String asJson(DatastoreInfo store) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Name", store.name());
          json.writeNumberField("Ranking", store.ranking());
          json.writeBooleanField("InUse", store.inUse());
          json.writeStringField("Bundle", store.bundle());
        });
  }
}
