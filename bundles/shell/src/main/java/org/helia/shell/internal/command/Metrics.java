package org.helia.shell.internal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.helia.api.node.Helia;
import org.helia.shell.internal.HeliaCommand;
import org.helia.shell.internal.Io;

/** {@code helia:metrics}. */
@Command(
    scope = "helia",
    name = "metrics",
    description = "Show the figures of the node",
    detailedDescription =
        "In the text format of Prometheus. With an argument only those whose name begins so.")
public final class Metrics extends HeliaCommand {
  @Argument(index = 0, name = "prefix", description = "What names begin with, as in helia_net_")
  private String prefix = "";

  private final Helia helia;

  /** Shows those of a node. */
  public Metrics(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    helia.metrics().write(all);
    all.toString(StandardCharsets.UTF_8).lines().filter(this::wanted).forEach(io::println);
  }

  private boolean wanted(String line) {
    return line.startsWith(prefix)
        || line.startsWith("# HELP " + prefix)
        || line.startsWith("# TYPE " + prefix);
  }
}
