package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.multiformats.Multibase;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** {@code helia:cid-bases}. */
@Command(scope = "helia", name = "cid-bases", description = "List the multibases")
public final class CidBases extends DataCommand {
  @Option(name = "--prefix", description = "Print the prefix of each, too")
  private boolean prefix;

  @Option(name = "--numeric", description = "Print the prefix as a number, too")
  private boolean numeric;

  @Override
  protected void run(Io io) throws IOException {
    List<Multibase> bases =
        Arrays.stream(Multibase.values())
            .sorted(Comparator.comparing(Multibase::registeredName))
            .toList();
    if (json()) {
      io.println(asJson(bases));
      return;
    }
    for (Multibase base : bases) {
      io.println(line(base));
    }
  }

  private String line(Multibase base) {
    StringBuilder line = new StringBuilder();
    if (prefix) {
      line.append(Character.toString(base.prefix())).append("  ");
    }
    if (numeric) {
      line.append("%6d  ".formatted(base.prefix()));
    }
    return line.append(base.registeredName()).toString();
  }

  private static String asJson(List<Multibase> bases) throws IOException {
    return Json.array(
        json -> {
          for (Multibase base : bases) {
            json.writeStartObject();
            json.writeNumberField("Code", base.prefix());
            json.writeStringField("Name", base.registeredName());
            json.writeEndObject();
          }
        });
  }
}
