package org.helia.ipld.dagcbor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.api.ipld.StringNode;

/** Builds nodes from a block. */
final class CborDecoder {
  private static final StringNode EMPTY_TEXT = new StringNode("");
  private static final BytesNode EMPTY_BYTES = new BytesNode(new byte[0]);

  private final CborReader reader;

  CborDecoder(CborReader reader) {
    this.reader = reader;
  }

  Node decode() {
    Node node = node(0);
    reader.end();
    return node;
  }

  private Node node(int depth) {
    return switch (reader.next()) {
      case CborReader.UNSIGNED -> unsigned(reader.argument());
      case CborReader.NEGATIVE -> negative(reader.argument());
      case CborReader.BYTES ->
          reader.argument() == 0 ? EMPTY_BYTES : new BytesNode(reader.copyContent());
      case CborReader.TEXT -> reader.argument() == 0 ? EMPTY_TEXT : new StringNode(reader.text());
      case CborReader.LIST -> list(depth);
      case CborReader.MAP -> map(depth);
      case CborReader.TAG -> new LinkNode(reader.link());
      default -> simple();
    };
  }

  private static Node unsigned(long value) {
    return value >= 0
        ? IntNode.of(value)
        : IntNode.of(new BigInteger(Long.toUnsignedString(value)));
  }

  /** The number is minus one minus the argument. */
  private static Node negative(long argument) {
    return argument >= 0
        ? IntNode.of(~argument)
        : IntNode.of(new BigInteger(Long.toUnsignedString(argument)).not());
  }

  private Node list(int depth) {
    int count = reader.count(depth, 1);
    if (count == 0) {
      return ListNode.EMPTY;
    }
    Node[] items = new Node[count];
    for (int i = 0; i < count; i++) {
      items[i] = node(depth + 1);
    }
    return new ListNode(Arrays.asList(items));
  }

  private Node map(int depth) {
    int count = reader.count(depth, 2);
    if (count == 0) {
      return MapNode.EMPTY;
    }
    // Grows with what is really there, since a short block can announce many entries.
    Map<String, Node> entries = new LinkedHashMap<>();
    int before = 0;
    int beforeLength = -1;
    for (int i = 0; i < count; i++) {
      reader.key();
      int length = (int) reader.argument();
      String key = reader.text();
      int from = reader.position() - length;
      reader.requireAscending(before, beforeLength, from, length);
      before = from;
      beforeLength = length;
      entries.put(key, node(depth + 1));
    }
    return new MapNode(entries);
  }

  private Node simple() {
    return switch (reader.info()) {
      case CborReader.FALSE -> BoolNode.FALSE;
      case CborReader.TRUE -> BoolNode.TRUE;
      case CborReader.NULL -> NullNode.INSTANCE;
      case CborReader.FLOAT_64 -> new FloatNode(reader.float64());
      default -> throw reader.unsupportedSimple();
    };
  }
}
