package org.helia.ipld.mapping;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** What a record says of its components. */
final class Components {
  private Components() {}

  /** Whether null may be in it, and stands for nothing at all. */
  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
