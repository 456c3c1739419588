package org.helia.node.internal;

import java.util.Map;
import java.util.Optional;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;

/**
 * One facade of the node, which may be replaced while the node runs.
 *
 * @param <T> its service interface
 */
final class Facade<T> {
  private final String name;
  private final Plugins<T> providers;

  /**
   * @param name what errors and the status call it
   * @param feature the feature that brings it
   */
  Facade(String name, String feature) {
    this.name = name;
    this.providers = new Plugins<>(PluginFamily.of(name, feature));
  }

  String name() {
    return name;
  }

  String feature() {
    return providers.family().feature();
  }

  /** Waits up to the grace period for it. */
  T get() {
    return providers.require().get(0).service();
  }

  /** What is there now. */
  Optional<T> now() {
    return providers.all().stream().findFirst().map(Plugin::service);
  }

  void add(T service, Map<String, Object> properties) {
    providers.add(service, properties);
  }

  void remove(T service) {
    providers.remove(service);
  }
}
