package org.helia.net.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what is in the maps and collections that an object reaches through our own classes, by the
 * field that holds them.
 */
final class Entries {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Held> next = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();

  private record Held(String by, Object object) {}

  private Entries() {}

  static Map<String, Long> of(Object root) throws IllegalAccessException {
    Entries entries = new Entries();
    entries.visit("", root);
    while (!entries.next.isEmpty()) {
      entries.look(entries.next.pop());
    }
    return entries.counts;
  }

  private void visit(String by, Object object) {
    if (object != null && seen.add(object)) {
      next.push(new Held(by, object));
    }
  }

  private void look(Held held) throws IllegalAccessException {
    Object object = held.object();
    if (object instanceof Map<?, ?> map) {
      counts.merge(held.by(), (long) map.size(), Long::sum);
      new ArrayList<>(map.keySet()).forEach(key -> visit(held.by(), key));
      new ArrayList<>(map.values()).forEach(value -> visit(held.by(), value));
    } else if (object instanceof Collection<?> collection) {
      counts.merge(held.by(), (long) collection.size(), Long::sum);
      new ArrayList<>(collection).forEach(element -> visit(held.by(), element));
    } else if (object.getClass().getName().startsWith("org.helia.")) {
      for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
        fields(object, type);
      }
    }
  }

  private void fields(Object object, Class<?> type) throws IllegalAccessException {
    if (!type.getName().startsWith("org.helia.")) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        visit(type.getSimpleName() + "." + field.getName(), field.get(object));
      }
    }
  }
}
