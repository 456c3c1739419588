package org.helia.itests.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.NoSuchElementException;
import org.helia.api.block.BlockstoreName;
import org.helia.api.store.DatastoreName;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Makes components and binds them to one another, as Declarative Services would: by their public
 * constructors, with the services that are there and the configuration's defaults.
 */
final class Components implements AutoCloseable {
  private final BundleContext context;

  /** The last one first. */
  private final Deque<Object> opened = new ArrayDeque<>();

  private long serviceId;

  /**
   * @param home of the node
   */
  Components(Path home) {
    this.context =
        proxy(
            BundleContext.class,
            (method, arguments) ->
                method.getName().equals("getProperty") && HeliaHome.PROPERTY.equals(arguments[0])
                    ? home.toString()
                    : null);
  }

  private interface Answer {
    Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method, arguments)));
  }

  /** Opens a component. */
  <T> T open(Class<T> type) {
    Constructor<?> constructor = type.getConstructors()[0];
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes()).map(this::argument).toArray();
    try {
      T component = type.cast(constructor.newInstance(arguments));
      opened.push(component);
      return component;
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object argument(Class<?> type) {
    if (type == BundleContext.class) {
      return context;
    }
    if (type.isAnnotation()) {
      return proxy(type, (method, arguments) -> method.getDefaultValue());
    }
    return opened.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no " + type + " was opened before"));
  }

  /**
   * Binds a plugin.
   *
   * @param method of the facade, which takes the service and its properties
   */
  void bind(Object plugin, Object facade, String method) {
    String name = plugin.getClass().getSimpleName();
    Map<String, Object> properties =
        Map.of(
            Constants.SERVICE_ID,
            ++serviceId,
            Constants.SERVICE_BUNDLEID,
            serviceId,
            "component.name",
            name,
            BlockstoreName.PROPERTY,
            name,
            DatastoreName.PROPERTY,
            name);
    Method bind =
        Arrays.stream(facade.getClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow();
    invoke(facade, bind, plugin, properties);
  }

  private static void invoke(Object on, Method method, Object... arguments) {
    try {
      method.setAccessible(true);
      method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException unwrapped(InvocationTargetException e) {
    if (e.getCause() instanceof RuntimeException known) {
      throw known;
    }
    throw new IllegalStateException(e.getCause());
  }

  /** Deactivates all, the last one first. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      Object component = opened.pop();
      Arrays.stream(component.getClass().getDeclaredMethods())
          .filter(each -> each.getName().equals("close") && each.getParameterCount() == 0)
          .forEach(close -> invoke(component, close));
    }
  }
}
