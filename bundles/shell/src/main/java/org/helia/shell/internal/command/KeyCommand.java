package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.key.Keystore;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;

/** A command that shows keys by name and id. */
abstract class KeyCommand extends DataCommand {
  @Option(
      name = "--ipns-base",
      description = "How to write ids: b58mh, or a multibase as base36 or k for their CID")
  private String base = "base36";

  /**
   * A key to show.
   *
   * @param name its name
   * @param id its peer id
   */
  record Shown(String name, PeerId id) {
    static Shown of(String name, PrivateKey key) {
      return new Shown(name, PeerId.of(key.publicKey()));
    }
  }

  /** An id in the base that the user wants. */
  String text(PeerId id) {
    return PeerIdBase.text(id, base);
  }

  static void requireNotSelf(String what, String name) {
    if (name.equals(Keystore.SELF)) {
      throw new UsageException("cannot " + what + " key with name 'self'");
    }
  }

  void print(Io io, Shown key) throws IOException {
    io.println(json() ? Json.object(json -> write(json, key)) : text(key.id()));
  }

  private void write(JsonGenerator json, Shown key) throws IOException {
    json.writeStringField("Name", key.name());
    json.writeStringField("Id", text(key.id()));
  }

  /** One line for each, in columns when ids are wanted, too. */
  void print(Io io, List<Shown> keys, boolean withIds) throws IOException {
    if (json()) {
      io.println(Json.object(json -> writeAll(json, keys)));
    } else if (withIds) {
      int ids = width(keys.stream().map(key -> text(key.id())).toList());
      int names = width(keys.stream().map(Shown::name).toList());
      for (Shown key : keys) {
        io.println(pad(text(key.id()), ids) + " " + pad(key.name(), names) + " ");
      }
    } else {
      keys.forEach(key -> io.println(key.name()));
    }
  }

  private void writeAll(JsonGenerator json, List<Shown> keys) throws IOException {
    json.writeArrayFieldStart("Keys");
    for (Shown key : keys) {
      json.writeStartObject();
      write(json, key);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(text -> text.codePointCount(0, text.length())).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.codePointCount(0, text.length()));
  }
}
