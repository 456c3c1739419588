package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.helia.api.HeliaException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** Prints a line for each of some CIDs; one that is not one does not keep the others from it. */
final class EachCid {
  private EachCid() {}

  /**
   * Prints.
   *
   * @param arguments the CIDs; when there are none, the lines of standard input
   * @throws HeliaException at the end, when some were faulty
   */
  static void print(
      Io io, @Nullable List<String> arguments, boolean json, Function<Cid, String> formatter)
      throws IOException {
    boolean faulty = false;
    for (String text : ContentPaths.texts(io, arguments)) {
      String formatted = "";
      String fault = "";
      try {
        formatted = formatter.apply(Cid.parse(text));
      } catch (MultiformatsException e) {
        fault = String.valueOf(e.getMessage());
        faulty = true;
      }
      print(io, json, text, formatted, fault);
    }
    if (faulty) {
      throw new HeliaException("some of these are no such CIDs");
    }
  }

  private static void print(Io io, boolean json, String text, String formatted, String fault)
      throws IOException {
    if (json) {
      io.println(
          Json.object(
              object -> {
                object.writeStringField("CidStr", text);
                object.writeStringField("Formatted", formatted);
                object.writeStringField("ErrorMsg", fault);
              }));
    } else if (fault.isEmpty()) {
      io.println(formatted);
    } else {
      io.err().println(text + ": " + fault);
    }
  }
}
