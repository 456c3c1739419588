package org.helia.ipld.mapping;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.jspecify.annotations.Nullable;

/** Makes a record of a map. */
final class RecordFromNode {
  private RecordFromNode() {}

  static <R extends Record> R read(String path, MapNode map, Class<R> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    int found = 0;
    for (int i = 0; i < components.length; i++) {
      Node node = map.get(components[i].getName());
      found += node == null ? 0 : 1;
      values[i] = value(path + "." + components[i].getName(), node, components[i], depth);
    }
    if (found < map.entries().size()) {
      throw unknownKey(path, map, type);
    }
    return make(path, type, components, values);
  }

  private static @Nullable Object value(
      String path, @Nullable Node node, RecordComponent component, int depth) {
    Object value =
        node == null ? null : FromNode.value(path, node, component.getGenericType(), depth + 1);
    if (value != null || Components.isNullable(component)) {
      return value;
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    throw new MappingException(
        path, node == null ? "it is missing" : "null, where a value belongs");
  }

  private static MappingException unknownKey(String path, MapNode map, Class<?> type) {
    for (String key : map.entries().keySet()) {
      if (Arrays.stream(type.getRecordComponents()).noneMatch(c -> c.getName().equals(key))) {
        return new MappingException(
            path, "the key '%s', which %s does not have".formatted(key, type.getSimpleName()));
      }
    }
    throw new AssertionError("all keys of " + map + " are components of " + type);
  }

  private static <R extends Record> R make(
      String path, Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new MappingException(
          path, "%s refuses it: %s".formatted(type.getSimpleName(), e.getCause()), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new MappingException(
          path, "%s cannot be made: %s".formatted(type.getSimpleName(), e), e);
    }
  }
}
