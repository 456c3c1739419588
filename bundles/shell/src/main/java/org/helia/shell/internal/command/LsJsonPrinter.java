package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;

/**
 * Prints all listings as one JSON document, written as it goes, so that a listing of any length
 * needs no memory.
 */
final class LsJsonPrinter implements LsPrinter {
  private final Io io;
  private final JsonGenerator json;

  LsJsonPrinter(Io io) throws IOException {
    this.io = io;
    this.json = Json.generator(io.bytes());
    json.writeStartObject();
    json.writeArrayFieldStart("Objects");
  }

  @Override
  public void begin(String path) throws IOException {
    json.writeStartObject();
    json.writeStringField("Hash", path);
    json.writeArrayFieldStart("Links");
  }

  @Override
  public void aligned(List<LsEntry> entries) throws IOException {
    for (LsEntry entry : entries) {
      json.writeStartObject();
      json.writeStringField("Name", entry.name());
      json.writeStringField("Hash", entry.cid().toString());
      json.writeNumberField("Size", entry.size());
      json.writeNumberField("Type", entry.unixFsType());
      json.writeStringField("Target", "");
      json.writeEndObject();
    }
    io.requireOpen();
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    io.println("");
  }
}
