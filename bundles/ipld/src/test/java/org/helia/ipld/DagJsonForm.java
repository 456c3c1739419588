package org.helia.ipld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.helia.multiformats.Cid;

/** Reads values that the fixtures write as DAG-JSON, to compare with what other codecs decode. */
public final class DagJsonForm {
  private DagJsonForm() {}

  /** The value of DAG-JSON bytes. */
  public static Node parse(byte[] bytes) {
    try {
      return of(new ObjectMapper().readTree(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a JSON tree. */
  public static Node of(JsonNode json) {
    return switch (json.getNodeType()) {
      case NULL -> NullNode.INSTANCE;
      case BOOLEAN -> new BoolNode(json.asBoolean());
      case STRING -> new StringNode(json.asText());
      case NUMBER ->
          json.isFloatingPointNumber()
              ? new FloatNode(json.asDouble())
              : IntNode.of(json.bigIntegerValue());
      case ARRAY -> list(json);
      case OBJECT -> object(json);
      default -> throw new IllegalArgumentException("not DAG-JSON: " + json);
    };
  }

  private static Node list(JsonNode json) {
    List<Node> items = new ArrayList<>();
    json.forEach(item -> items.add(of(item)));
    return new ListNode(items);
  }

  private static Node object(JsonNode json) {
    JsonNode reserved = json.path("/");
    if (json.size() == 1 && reserved.isTextual()) {
      return new LinkNode(Cid.parse(reserved.asText()));
    }
    if (json.size() == 1 && reserved.has("bytes")) {
      return new BytesNode(Base64.getDecoder().decode(reserved.path("bytes").asText()));
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    json.fields().forEachRemaining(entry -> entries.put(entry.getKey(), of(entry.getValue())));
    return new MapNode(entries);
  }
}
