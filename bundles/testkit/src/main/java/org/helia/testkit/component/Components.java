package org.helia.testkit.component;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.helia.api.block.BlockstoreName;
import org.helia.api.store.DatastoreName;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Makes components and binds them to one another, as Declarative Services would: by their public
 * constructors, with the services that are there and the configuration's defaults.
 */
public final class Components implements AutoCloseable {
  private static final String HOME = "helia.home";

  private final BundleContext context;
  private final Map<String, Object> options = new HashMap<>();

  /** The last one first. */
  private final Deque<Object> opened = new ArrayDeque<>();

  private long serviceId;

  /**
   * @param home of the node
   */
  public Components(Path home) {
    Bundle bundle =
        proxy(
            Bundle.class,
            (method, arguments) ->
                method.getName().equals("getVersion") ? Version.parseVersion("1.0.0") : null);
    this.context =
        proxy(
            BundleContext.class,
            (method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> HOME.equals(arguments[0]) ? home.toString() : null;
                  case "getBundle" -> bundle;
                  default -> null;
                });
  }

  private interface Answer {
    @Nullable Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    Object identity = new Object();
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> identity.hashCode();
                  case "equals" -> proxy == arguments[0];
                  default -> answer.to(method, arguments);
                }));
  }

  /** Gives an option of the configurations of components that are opened from now on a value. */
  public Components with(String option, Object value) {
    options.put(option, value);
    return this;
  }

  /** Adds a service that is no component; it is not closed. */
  public <T> T add(T service) {
    opened.addLast(service);
    return service;
  }

  /**
   * Opens a component.
   *
   * @throws NoSuchElementException when it needs a service that is not there
   */
  public <T> T open(Class<T> type) {
    Constructor<?> constructor = type.getConstructors()[0];
    Object[] arguments =
        Arrays.stream(constructor.getGenericParameterTypes()).map(this::argument).toArray();
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

  private Object argument(Type wanted) {
    if (wanted instanceof ParameterizedType late) {
      return objects(() -> find((Class<?>) late.getActualTypeArguments()[0]));
    }
    Class<?> type = (Class<?>) wanted;
    if (type == BundleContext.class) {
      return context;
    }
    if (type.isAnnotation()) {
      return proxy(
          type,
          (method, arguments) -> options.getOrDefault(method.getName(), method.getDefaultValue()));
    }
    return find(type);
  }

  private Object find(Class<?> type) {
    return opened.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no " + type + " was opened before"));
  }

  private interface Service {
    Object get();
  }

  private static ComponentServiceObjects<?> objects(Service service) {
    ServiceReference<?> reference = proxy(ServiceReference.class, (method, arguments) -> null);
    return proxy(
        ComponentServiceObjects.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getService" -> service.get();
              case "getServiceReference" -> reference;
              default -> null;
            });
  }

  /**
   * Binds a plugin.
   *
   * @param method of the facade, which takes the service, and its properties when it wants them
   */
  public void bind(Object plugin, Object facade, String method) {
    bind(plugin, facade, method, Map.of());
  }

  /** As {@link #bind(Object, Object, String)}, with service properties of its own. */
  public void bind(Object plugin, Object facade, String method, Map<String, ?> more) {
    String name = plugin.getClass().getSimpleName();
    Map<String, Object> properties = new HashMap<>();
    properties.put(Constants.SERVICE_ID, ++serviceId);
    properties.put(Constants.SERVICE_BUNDLEID, serviceId);
    properties.put("component.name", name);
    properties.put(BlockstoreName.PROPERTY, name);
    properties.put(DatastoreName.PROPERTY, name);
    properties.putAll(more);
    Method bind =
        Arrays.stream(facade.getClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException(facade.getClass() + "." + method));
    invoke(
        facade,
        bind,
        Arrays.stream(bind.getParameterTypes())
            .map(
                type -> {
                  if (type == Map.class) {
                    return properties;
                  }
                  return type == ComponentServiceObjects.class ? objects(() -> plugin) : plugin;
                })
            .toArray());
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
