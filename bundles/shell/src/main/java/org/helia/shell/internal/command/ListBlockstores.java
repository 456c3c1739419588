package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code helia:blockstores}. */
@Command(
    scope = "helia",
    name = "blockstores",
    description = "List the blockstores",
    detailedDescription =
        "In the order in which they are asked; new blocks go to the first. A pipe gets the columns apart by tabs.")
public final class ListBlockstores extends DataCommand {
  @Option(
      name = "-u",
      aliases = "--usage",
      description = "Count the blocks of each, which takes its time")
  private boolean usage;

  private final Helia helia;

  /** Asks a node. */
  public ListBlockstores(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<BlockstoreInfo> stores = helia.blockstores().list();
    if (json()) {
      for (BlockstoreInfo store : stores) {
        io.println(asJson(store, usageOf(store)));
      }
      return;
    }
    ShellTable table = new ShellTable();
    List.of("Name", "Ranking", "Role", "Bundle").forEach(table::column);
    if (usage) {
      table.column("Blocks").alignRight();
      table.column("Size").alignRight();
    }
    stores.forEach(store -> addRow(table, store));
    table.emptyTableText("There is no blockstore: feature:install helia-blockstore-flatfs");
    table.print(io.out(), StandardCharsets.UTF_8, io.terminals().out());
  }

  private void addRow(ShellTable table, BlockstoreInfo store) {
    Row row = table.addRow();
    row.addContent(
        store.name(),
        store.ranking(),
        store.writeTarget() ? "write, read" : "read",
        store.bundle());
    BlockstoreUsage counted = usageOf(store);
    if (counted != null) {
      row.addContent(counted.blocks(), Sizes.human(counted.bytes()));
    }
  }

  private @Nullable BlockstoreUsage usageOf(BlockstoreInfo store) {
    return usage ? helia.blockstores().usage(store.name()) : null;
  }

  private static String asJson(BlockstoreInfo store, @Nullable BlockstoreUsage counted)
      throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Name", store.name());
          json.writeNumberField("Ranking", store.ranking());
          json.writeBooleanField("WriteTarget", store.writeTarget());
          json.writeStringField("Bundle", store.bundle());
          if (counted != null) {
            json.writeNumberField("Blocks", counted.blocks());
            json.writeNumberField("Bytes", counted.bytes());
          }
        });
  }
}
