package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.helia.api.net.ResourceUsage;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:swarm-resources}. */
@Command(
    scope = "helia",
    name = "swarm-resources",
    description = "Show how much of each limit the network uses",
    detailedDescription =
        "The limits are options of org.helia.net (helia:config org.helia.net). Of peers and"
            + " protocols only those in use are shown.")
public final class SwarmResources extends DataCommand {
  private static final String ROW = "%-60s %-22s %12s %12s %8s";

  private final Helia helia;

  /** Looks at a node. */
  public SwarmResources(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<ResourceUsage> all = helia.host().resources();
    if (json()) {
      for (ResourceUsage usage : all) {
        io.println(asJson(usage));
      }
      return;
    }
    io.println(ROW.formatted("Scope", "Limit Name", "Limit Value", "Usage", "Refused"));
    for (ResourceUsage usage : all) {
      io.println(
          ROW.formatted(
              usage.scope(), usage.resource(), usage.limit(), usage.used(), usage.refused()));
    }
  }

  private static String asJson(ResourceUsage usage) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("ScopeName", usage.scope());
          json.writeStringField("LimitName", usage.resource());
          json.writeNumberField("LimitValue", usage.limit());
          json.writeNumberField("CurrentUsage", usage.used());
          json.writeNumberField("Refused", usage.refused());
        });
  }
}
