package org.helia.platform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A plugin that uses the facade which it is a plugin of. It cannot begin before the facade does, so
 * it is fetched when it is needed first, not when it is bound.
 *
 * @param <T> the plugin interface
 */
public final class LateService<T> {
  private final ComponentServiceObjects<T> objects;
  private volatile @Nullable T service;

  LateService(ComponentServiceObjects<T> objects) {
    this.objects = objects;
  }

  /** The plugin; empty when it has just gone. */
  public Optional<T> get() {
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
