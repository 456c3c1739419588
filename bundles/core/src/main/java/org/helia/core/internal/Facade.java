package org.helia.core.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.helia.api.HeliaException;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;

/**
 * One facade of the node, which may be replaced while the node runs. What users get is a stand-in
 * that takes each call to the facade that is there at that moment, and waits for one up to the
 * grace period. A facade that leaves is let go when the calls in it have ended.
 *
 * @param <T> its service interface
 */
final class Facade<T> {
  private final String name;
  private final Plugins<T> providers;
  private final T standIn;

  /**
   * @param name what errors and the status call it
   * @param feature the feature that brings it
   */
  Facade(Class<T> type, String name, String feature) {
    this.name = name;
    this.providers = new Plugins<>(PluginFamily.of(name, feature));
    this.standIn =
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(proxy, method, arguments)));
  }

  String name() {
    return name;
  }

  String feature() {
    return providers.family().feature();
  }

  /** The stand-in, always the same. */
  T get() {
    return standIn;
  }

  private @Nullable Object call(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return callOfAnyObject(proxy, method, arguments);
    }
    Plugin<T> provider = enter();
    try {
      return method.invoke(provider.service(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? new HeliaException(name + " failed", e) : e.getCause();
    } finally {
      provider.exit();
    }
  }

  private Object callOfAnyObject(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name;
    };
  }

  private Plugin<T> enter() {
    while (true) {
      Plugin<T> best = providers.require().get(0);
      if (best.enter()) {
        return best;
      }
    }
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
