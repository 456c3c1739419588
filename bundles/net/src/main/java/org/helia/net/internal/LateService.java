package org.helia.net.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A plugin that uses the host itself. It cannot begin before the host does, so it is fetched when
 * it is needed first, not when it is bound.
 */
final class LateService<T> {
  private final ComponentServiceObjects<T> objects;
  private volatile @Nullable T service;

  LateService(ComponentServiceObjects<T> objects) {
    this.objects = objects;
  }

  /** The plugin; empty when it has just gone. */
  Optional<T> get() {
    T known = service;
    if (known == null) {
      known = objects.getService();
      service = known;
    }
    return Optional.ofNullable(known);
  }

  /** Gives it back. Nobody asks it any more. */
  void release() {
    T known = service;
    if (known != null) {
      objects.ungetService(known);
    }
  }
}
