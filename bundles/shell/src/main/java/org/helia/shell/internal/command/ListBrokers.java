package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.support.table.ShellTable;
import org.helia.api.block.BrokerInfo;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;

/** {@code helia:brokers}. */
@Command(
    scope = "helia",
    name = "brokers",
    description = "List those who fetch blocks from outside",
    detailedDescription =
        "In the order in which they are asked, with what they have done since they came. To have one asked before the others, give"
            + " it a higher ranking, which holds at once: helia config org.helia.broker.gateway service.ranking 200")
public final class ListBrokers extends DataCommand {
  private final Helia helia;

  /** Asks a node. */
  public ListBrokers(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<BrokerInfo> brokers = helia.blockBrokers().list();
    if (json()) {
      for (BrokerInfo broker : brokers) {
        io.println(asJson(broker));
      }
      return;
    }
    ShellTable table = new ShellTable();
    List.of("Name", "Ranking").forEach(table::column);
    List.of("Wants", "Blocks", "Size", "Failures", "Lies", "Latency")
        .forEach(name -> table.column(name).alignRight());
    table.column("Bundle");
    brokers.forEach(broker -> addRow(table, broker));
    table.emptyTableText(
        "There is no broker: feature:install helia-broker-bitswap or helia-broker-gateway");
    table.print(io.out(), StandardCharsets.UTF_8, io.terminals().out());
  }

  private static void addRow(ShellTable table, BrokerInfo broker) {
    table
        .addRow()
        .addContent(
            broker.name(),
            broker.ranking(),
            broker.wants(),
            broker.delivered(),
            Sizes.human(broker.deliveredBytes()),
            broker.failures(),
            broker.lies(),
            broker.latency().isZero() ? "" : broker.latency().toMillis() + " ms",
            broker.bundle());
  }

  private static String asJson(BrokerInfo broker) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Name", broker.name());
          json.writeNumberField("Ranking", broker.ranking());
          json.writeStringField("Bundle", broker.bundle());
          json.writeNumberField("Wants", broker.wants());
          json.writeNumberField("Delivered", broker.delivered());
          json.writeNumberField("DeliveredBytes", broker.deliveredBytes());
          json.writeNumberField("Failures", broker.failures());
          json.writeNumberField("Lies", broker.lies());
          json.writeNumberField("LatencyMillis", broker.latency().toNanos() / 1e6);
        });
  }
}
