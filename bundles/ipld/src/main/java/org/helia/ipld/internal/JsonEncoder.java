package org.helia.ipld.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.helia.api.codec.UnencodableException;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;

/**
 * Writes nodes as JSON without blanks. What JSON has no form for, and the order of keys, is for the
 * subclass to say.
 */
public abstract class JsonEncoder {
  private static final int INITIAL_BYTES = 256;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String format;
  private byte[] out = new byte[INITIAL_BYTES];
  private int at;

  /**
   * @param format what errors call the format
   */
  protected JsonEncoder(String format) {
    this.format = format;
  }

  /** The bytes of a value. */
  public final byte[] encode(Node node) {
    node(node, 0);
    return Arrays.copyOf(out, at);
  }

  /** The entries of a map in the order in which they are to be written. */
  protected abstract Iterable<Map.Entry<String, Node>> entries(MapNode map);

  /** Writes bytes. */
  protected abstract void bytes(BytesNode bytes, int depth);

  /** Writes a link. */
  protected abstract void link(LinkNode link, int depth);

  private void node(Node node, int depth) {
    switch (node.kind()) {
      case NULL -> ascii("null");
      case BOOL -> ascii(((BoolNode) node).value() ? "true" : "false");
      case INT -> ascii(number((IntNode) node));
      case FLOAT -> ascii(ShortestDecimal.of(((FloatNode) node).value()));
      case STRING -> text(((StringNode) node).value());
      case BYTES -> bytes((BytesNode) node, depth);
      case LINK -> link((LinkNode) node, depth);
      case LIST -> list((ListNode) node, depth);
      case MAP -> map((MapNode) node, depth);
    }
  }

  private String number(IntNode number) {
    String digits =
        number.isLong() ? Long.toString(number.longValue()) : number.bigValue().toString();
    if (digits.length() > JsonReader.MAX_NUMBER_LENGTH) {
      throw new UnencodableException(
          "a number of %d characters; readers of %s take at most %d"
              .formatted(digits.length(), format, JsonReader.MAX_NUMBER_LENGTH));
    }
    return digits;
  }

  private void list(ListNode list, int depth) {
    requireDepth(depth);
    put('[');
    Iterator<Node> items = list.items().iterator();
    while (items.hasNext()) {
      node(items.next(), depth + 1);
      if (items.hasNext()) {
        put(',');
      }
    }
    put(']');
  }

  private void map(MapNode map, int depth) {
    requireDepth(depth);
    put('{');
    Iterator<Map.Entry<String, Node>> entries = entries(map).iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Node> entry = entries.next();
      text(entry.getKey());
      put(':');
      node(entry.getValue(), depth + 1);
      if (entries.hasNext()) {
        put(',');
      }
    }
    put('}');
  }

  /** Checks that what is written at this depth can be read again. */
  protected final void requireDepth(int depth) {
    if (depth >= JsonReader.MAX_DEPTH) {
      throw new UnencodableException(
          "arrays and objects of %s deeper than %d levels, which readers refuse"
              .formatted(format, JsonReader.MAX_DEPTH));
    }
  }

  /** Writes characters below 128 as they are. */
  protected final void ascii(String ascii) {
    raw(ascii.getBytes(ISO_8859_1));
  }

  private void text(String text) {
    byte[] utf8 =
        Utf8.encode(text)
            .orElseThrow(
                () ->
                    new UnencodableException(
                        "the text '" + text + "' holds half of a surrogate pair"));
    put('"');
    int from = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte next = utf8[i];
      if (next == '"' || next == '\\' || (next >= 0 && next < ' ')) {
        raw(utf8, from, i);
        escape((char) next);
        from = i + 1;
      }
    }
    raw(utf8, from, utf8.length);
    put('"');
  }

  /** As JavaScript writes them, which all writers of DAG-JSON follow. */
  private void escape(char character) {
    switch (character) {
      case '"' -> ascii("\\\"");
      case '\\' -> ascii("\\\\");
      case '\b' -> ascii("\\b");
      case '\f' -> ascii("\\f");
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> ascii("\\u%04x".formatted((int) character));
    }
  }

  /** Writes bytes as they are. */
  protected final void raw(byte[] content) {
    raw(content, 0, content.length);
  }

  private void raw(byte[] content, int from, int to) {
    room(to - from);
    System.arraycopy(content, from, out, at, to - from);
    at += to - from;
  }

  private void put(char ascii) {
    room(1);
    out[at++] = (byte) ascii;
  }

  private void room(int count) {
    if (out.length - at >= count) {
      return;
    }
    long needed = (long) at + count;
    if (needed > MAX_BYTES) {
      throw new UnencodableException("a block of " + format + " over 2 GiB");
    }
    out = Arrays.copyOf(out, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * out.length)));
  }
}
