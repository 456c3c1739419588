package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
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

  private static final String SCOPE = "Scope";
  private static final String NAME = "Limit Name";

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
    String row =
        "%%-%ds  %%-%ds  %%12s %%12s %%8s"
            .formatted(
                width(all, ResourceUsage::scope, SCOPE), width(all, ResourceUsage::resource, NAME));
    io.println(row.formatted(SCOPE, NAME, "Limit Value", "Usage", "Refused"));
    for (ResourceUsage usage : all) {
      io.println(
          row.formatted(
              usage.scope(), usage.resource(), usage.limit(), usage.used(), usage.refused()));
    }
  }

  private static int width(
      List<ResourceUsage> all, Function<ResourceUsage, String> column, String title) {
    return all.stream()
        .mapToInt(usage -> column.apply(usage).length())
        .reduce(title.length(), Math::max);
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
