package org.helia.ipld.mapping;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** From nodes to Java values. */
final class FromNode {
  private FromNode() {}

  static @Nullable Object value(String path, Node node, Type type, int depth) {
    if (depth > Mapping.MAX_DEPTH) {
      throw new MappingException(path, "more than " + Mapping.MAX_DEPTH + " levels");
    }
    Class<?> raw = raw(path, type);
    if (raw == Optional.class) {
      return node instanceof NullNode
          ? Optional.empty()
          : Optional.ofNullable(value(path, node, argument(type, 0), depth));
    }
    if (Node.class.isAssignableFrom(raw) && raw.isInstance(node)) {
      return node;
    }
    if (node instanceof NullNode) {
      return null;
    }
    if (raw == Object.class) {
      return notNull(path, node, plainest(node), plainest(node), depth);
    }
    return notNull(path, node, type, raw, depth);
  }

  private static Class<?> plainest(Node node) {
    return switch (node.kind()) {
      case NULL, BOOL -> Boolean.class;
      case INT -> ((IntNode) node).isLong() ? Long.class : BigInteger.class;
      case FLOAT -> Double.class;
      case STRING -> String.class;
      case BYTES -> byte[].class;
      case LIST -> List.class;
      case MAP -> Map.class;
      case LINK -> Cid.class;
    };
  }

  private static Object notNull(String path, Node node, Type type, Class<?> raw, int depth) {
    if (raw == String.class && node instanceof StringNode text) {
      return text.value();
    } else if (node instanceof IntNode number && Numbers.isWhole(raw)) {
      return Numbers.whole(path, number, raw);
    } else if (node instanceof FloatNode number && Numbers.isFloat(raw)) {
      return Numbers.floating(path, number, raw);
    } else if ((raw == boolean.class || raw == Boolean.class) && node instanceof BoolNode bool) {
      return bool.value();
    } else if (raw == byte[].class && node instanceof BytesNode bytes) {
      return bytes.value();
    } else if (raw == Cid.class && node instanceof LinkNode link) {
      return link.cid();
    } else if (raw.isEnum() && node instanceof StringNode text) {
      return constant(path, raw, text.value());
    } else if (node instanceof ListNode list && raw.isAssignableFrom(List.class)) {
      return list(path, list, argument(type, 0), depth, new ArrayList<>());
    } else if (node instanceof ListNode list && raw == Set.class) {
      return list(path, list, argument(type, 0), depth, new LinkedHashSet<>());
    } else if (node instanceof MapNode map && raw == Map.class) {
      return map(path, map, type, depth);
    } else if (node instanceof MapNode map && raw.isRecord()) {
      return RecordFromNode.read(path, map, raw.asSubclass(Record.class), depth);
    }
    throw new MappingException(
        path, "%s, where %s belongs".formatted(node.kind(), raw.getSimpleName()));
  }

  private static Object constant(String path, Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new MappingException(path, "%s has no '%s'".formatted(type.getSimpleName(), name));
  }

  private static Object list(
      String path, ListNode list, Type item, int depth, Collection<@Nullable Object> to) {
    int index = 0;
    for (Node node : list.items()) {
      to.add(value(path + "[" + index + "]", node, item, depth + 1));
      index++;
    }
    return to;
  }

  private static Object map(String path, MapNode map, Type type, int depth) {
    if (type instanceof ParameterizedType && raw(path, argument(type, 0)) != String.class) {
      throw new MappingException(path, "the keys of a map can be text only, not those of " + type);
    }
    Map<String, @Nullable Object> to = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, node) ->
                to.put(key, value(path + "." + key, node, argument(type, 1), depth + 1)));
    return to;
  }

  private static Class<?> raw(String path, Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof WildcardType wildcard) {
      return raw(path, wildcard.getUpperBounds()[0]);
    }
    throw new MappingException(path, type + " is no type that can be mapped");
  }

  /** Without type arguments anything goes. */
  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }
}
