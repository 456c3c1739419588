package org.helia.shell.internal.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;

/**
 * Writes JSON documents, each on a line of its own, with the keys that Kubo's {@code --enc=json}
 * has.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final Separators KUBO =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
          .withArrayEmptySeparator("");

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

  /** An object over several lines, for people, as Kubo writes it. */
  public static String pretty(Body body) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      DefaultIndenter lines = new DefaultIndenter("\t", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter(KUBO).withObjectIndenter(lines).withArrayIndenter(lines));
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
