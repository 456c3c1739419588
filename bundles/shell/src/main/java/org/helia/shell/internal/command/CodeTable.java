package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Collection;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/** Prints codes and their names as Kubo does. */
final class CodeTable {
  private CodeTable() {}

  static void print(Io io, Collection<Multicodec> codes, boolean numeric, boolean json)
      throws IOException {
    if (json) {
      io.println(asJson(codes));
      return;
    }
    for (Multicodec each : codes) {
      io.println(numeric ? "%5d  %s".formatted(each.code(), each.name()) : each.name());
    }
  }

  private static String asJson(Collection<Multicodec> codes) throws IOException {
    return Json.array(
        json -> {
          for (Multicodec each : codes) {
            json.writeStartObject();
            json.writeNumberField("Code", each.code());
            json.writeStringField("Name", each.name());
            json.writeEndObject();
          }
        });
  }
}
