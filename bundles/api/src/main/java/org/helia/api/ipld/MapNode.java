package org.helia.api.ipld;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by text keys.
 *
 * @param entries in the order in which they are to be seen; becomes the node's own: nobody changes
 *     it any more; readers see it unmodifiable
 */
public record MapNode(Map<String, Node> entries) implements Node {
  /** The map without entries. */
  public static final MapNode EMPTY = new MapNode(Map.of());

  /** Wraps the map, does not copy it. */
  public MapNode {
    entries = Collections.unmodifiableMap(entries);
  }

  /** A map of one entry. */
  public static MapNode of(String key, Node value) {
    return new MapNode(Map.of(key, value));
  }

  /** A map of two entries, in this order. */
  public static MapNode of(String key1, Node value1, String key2, Node value2) {
    Map<String, Node> entries = new LinkedHashMap<>();
    entries.put(key1, value1);
    entries.put(key2, value2);
    return new MapNode(entries);
  }

  /** The value of a key, or null when there is none. */
  public @Nullable Node get(String key) {
    return entries.get(key);
  }

  @Override
  public Kind kind() {
    return Kind.MAP;
  }
}
