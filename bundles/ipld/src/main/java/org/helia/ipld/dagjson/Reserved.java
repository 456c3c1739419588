package org.helia.ipld.dagjson;

import java.util.Arrays;
import java.util.Base64;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.internal.JsonReader;
import org.helia.ipld.internal.Utf8;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for links and bytes, and those that look too much like them to be maps.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-json/spec/#reserved-namespace">DAG-JSON, reserved
 *     namespace</a>
 */
final class Reserved {
  static final String SLASH = "/";
  static final String BYTES = "bytes";

  private Reserved() {}

  /** What an object stands for. */
  static Node of(MapNode object, int offset, JsonReader reader) {
    StringNode link = link(object);
    if (link != null) {
      requireAlone(object, offset, reader);
      return new LinkNode(cid(link.value(), offset, reader));
    }
    StringNode bytes = bytes(object);
    if (bytes != null) {
      requireAlone(object, offset, reader);
      requireAlone((MapNode) object.entries().values().iterator().next(), offset, reader);
      return new BytesNode(base64(bytes.value(), offset, reader));
    }
    return object;
  }

  /** Whether a map cannot be written, since readers would take it for something else. */
  static boolean isReserved(MapNode map) {
    return link(map) != null || bytes(map) != null;
  }

  private static @Nullable StringNode link(MapNode map) {
    return first(map, SLASH) instanceof StringNode text ? text : null;
  }

  private static @Nullable StringNode bytes(MapNode map) {
    return first(map, SLASH) instanceof MapNode inner
            && first(inner, BYTES) instanceof StringNode text
        ? text
        : null;
  }

  /** The value of a key that would stand before all others in canonical form; null if not so. */
  private static @Nullable Node first(MapNode map, String key) {
    Node value = map.get(key);
    if (value == null) {
      return null;
    }
    for (String other : map.entries().keySet()) {
      if (Utf8.compare(other, key) < 0) {
        return null;
      }
    }
    return value;
  }

  private static void requireAlone(MapNode map, int offset, JsonReader reader) {
    if (map.entries().size() > 1) {
      throw reader.malformed(offset, "an object with more keys than a link or bytes may have");
    }
  }

  static Cid cid(String text, int offset, JsonReader reader) {
    try {
      return Cid.parse(text);
    } catch (MultiformatsException e) {
      throw reader.malformed(offset, "a link without a valid CID", e);
    }
  }

  /** Base64 as RFC 4648 has it; old blocks have padding. */
  static byte[] base64(String text, int offset, JsonReader reader) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw reader.malformed(offset, "bytes that are not base64", e);
    }
    requireNoStrayBits(text, bytes, offset, reader);
    return bytes;
  }

  /** Bits behind the last byte that are not zero: several texts for the same bytes. */
  private static void requireNoStrayBits(String text, byte[] bytes, int offset, JsonReader reader) {
    int stray = bytes.length % 3;
    byte[] end = Arrays.copyOfRange(bytes, bytes.length - stray, bytes.length);
    String written = Base64.getEncoder().withoutPadding().encodeToString(end);
    int textEnd = text.length();
    while (textEnd > 0 && text.charAt(textEnd - 1) == '=') {
      textEnd--;
    }
    if (!text.substring(0, textEnd).endsWith(written)) {
      throw reader.malformed(offset, "bytes whose base64 has stray bits at its end");
    }
  }
}
