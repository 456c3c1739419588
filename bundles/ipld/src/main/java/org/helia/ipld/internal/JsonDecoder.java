package org.helia.ipld.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.ipld.BoolNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.api.ipld.StringNode;

/** Builds nodes from JSON. */
public final class JsonDecoder {
  /** Decides what an object stands for. */
  public interface ObjectForm {
    /**
     * @param offset of the object's brace
     */
    Node of(MapNode object, int offset);
  }

  private final JsonReader reader;
  private final ObjectForm form;

  /** A decoder of one block. */
  public JsonDecoder(JsonReader reader, ObjectForm form) {
    this.reader = reader;
    this.form = form;
  }

  /** The value that is the whole block. */
  public Node decode() {
    Node node = node(0);
    reader.end();
    return node;
  }

  private Node node(int depth) {
    return switch (reader.next()) {
      case OBJECT -> object(depth);
      case ARRAY -> list(depth);
      case STRING -> new StringNode(reader.string());
      case NUMBER -> reader.number();
      case TRUE -> BoolNode.TRUE;
      case FALSE -> BoolNode.FALSE;
      case NULL -> NullNode.INSTANCE;
    };
  }

  private Node list(int depth) {
    reader.requireDepth(depth);
    if (reader.isEmpty(']')) {
      return ListNode.EMPTY;
    }
    List<Node> items = new ArrayList<>();
    do {
      items.add(node(depth + 1));
    } while (reader.hasMore(']'));
    return new ListNode(items);
  }

  private Node object(int depth) {
    int start = reader.position() - 1;
    reader.requireDepth(depth);
    if (reader.isEmpty('}')) {
      return MapNode.EMPTY;
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    do {
      String key = reader.key();
      int keyAt = reader.contentFrom();
      if (entries.put(key, node(depth + 1)) != null) {
        throw reader.malformed(keyAt, "a key twice");
      }
    } while (reader.hasMore('}'));
    return form.of(new MapNode(entries), start);
  }
}
