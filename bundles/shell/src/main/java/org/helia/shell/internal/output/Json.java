package org.helia.shell.internal.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;

/**
 * Writes JSON documents, each on a line of its own, with the keys that Kubo's {@code --enc=json}
 * has.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** What goes between the braces of an object. */
  @FunctionalInterface
  public interface Body {
    /** Writes fields. */
    void write(JsonGenerator json) throws IOException;
  }

  /** An object in one line. */
  public static String object(Body body) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, body);
    }
    return text.toString();
  }

  /** An array in one line. */
  public static String array(Body body) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      body.write(json);
      json.writeEndArray();
    }
    return text.toString();
  }

  /** An object over several lines, for people. */
  public static String pretty(Body body) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
      write(json, body);
    }
    return text.toString();
  }

  /** For a document that is too long to be held; close it. The stream stays open. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  private static void write(JsonGenerator json, Body body) throws IOException {
    json.writeStartObject();
    body.write(json);
    json.writeEndObject();
  }
}
