package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:version}. */
@Command(scope = "helia", name = "version", description = "Show the version of Helia OSGi")
public final class Version extends DataCommand {
  @Option(name = "-n", aliases = "--number", description = "Print the number only")
  private boolean number;

  @Option(name = "--all", description = "Show what the node runs on, too")
  private boolean all;

  private final Helia helia;

  /** Asks a node. */
  public Version(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (json()) {
      io.println(asJson());
    } else if (all) {
      io.println("Helia version: " + helia.version());
      io.println("System version: " + system());
      io.println("Java version: " + Runtime.version());
    } else {
      io.println(number ? helia.version() : "helia version " + helia.version());
    }
  }

  private static String system() {
    return System.getProperty("os.arch")
        + "/"
        + System.getProperty("os.name").toLowerCase(Locale.ROOT);
  }

  private String asJson() throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Version", helia.version());
          json.writeStringField("System", system());
          json.writeStringField("Java", Runtime.version().toString());
        });
  }
}
