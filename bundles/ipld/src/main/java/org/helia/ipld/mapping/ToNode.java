package org.helia.ipld.mapping;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/** From Java values to nodes. */
final class ToNode {
  private ToNode() {}

  static Node node(String path, @Nullable Object value, int depth) {
    if (depth > Mapping.MAX_DEPTH) {
      throw new MappingException(path, "more than " + Mapping.MAX_DEPTH + " levels");
    }
    if (value == null) {
      return NullNode.INSTANCE;
    }
    Node scalar = scalar(path, value);
    return scalar != null ? scalar : composed(path, value, depth);
  }

  private static @Nullable Node scalar(String path, Object value) {
    if (value instanceof Node node) {
      return node;
    } else if (value instanceof String text) {
      return new StringNode(text);
    } else if (value instanceof Number number) {
      return number(path, number);
    } else if (value instanceof Boolean bool) {
      return bool ? BoolNode.TRUE : BoolNode.FALSE;
    } else if (value instanceof byte[] bytes) {
      return new BytesNode(bytes);
    } else if (value instanceof Cid cid) {
      return new LinkNode(cid);
    } else if (value instanceof Enum<?> constant) {
      return new StringNode(constant.name());
    }
    return null;
  }

  private static @Nullable Node number(String path, Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return IntNode.of(number.longValue());
    }
    if (number instanceof BigInteger big) {
      return IntNode.of(big);
    }
    if (number instanceof Double || number instanceof Float) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new MappingException(path, number + ", which the data model does not have");
      }
      return new FloatNode(number.doubleValue());
    }
    return null;
  }

  private static Node composed(String path, Object value, int depth) {
    if (value instanceof Record composed) {
      return record(path, composed, depth);
    } else if (value instanceof Map<?, ?> map) {
      return map(path, map, depth);
    } else if (value instanceof Collection<?> items) {
      return list(path, items, depth);
    } else if (value instanceof Optional<?> optional) {
      return node(path, optional.orElse(null), depth);
    }
    throw new MappingException(
        path, "%s is no type that can be mapped".formatted(value.getClass().getName()));
  }

  private static Node list(String path, Collection<?> items, int depth) {
    List<Node> nodes = new ArrayList<>(items.size());
    for (Object item : items) {
      nodes.add(node(path + "[" + nodes.size() + "]", item, depth + 1));
    }
    return new ListNode(nodes);
  }

  private static Node map(String path, Map<?, ?> map, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String text)) {
            throw new MappingException(path, "a map key that is not text: " + key);
          }
          entries.put(text, node(path + "." + text, value, depth + 1));
        });
    return new MapNode(entries);
  }

  private static Node record(String path, Record value, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String at = path + "." + component.getName();
      Object field = read(at, value, component);
      boolean absent =
          field == null ? Components.isNullable(component) : field.equals(Optional.empty());
      if (!absent) {
        entries.put(component.getName(), node(at, field, depth + 1));
      }
    }
    return new MapNode(entries);
  }

  private static @Nullable Object read(String path, Record value, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (InvocationTargetException e) {
      throw new MappingException(path, "its accessor threw " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new MappingException(path, "it cannot be read: " + e, e);
    }
  }
}
