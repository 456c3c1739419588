package org.helia.platform;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a plugin family, with a count of the calls that are in it. A member that is leaving
 * lets nobody in any more and is given the time to end the calls that it has.
 *
 * <pre>{@code
 * if (plugin.enter()) {
 *   try {
 *     return plugin.service().get(hash);
 *   } finally {
 *     plugin.exit();
 *   }
 * }
 * }</pre>
 *
 * @param <T> the plugin interface
 */
public final class Plugin<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Plugin.class);

  /**
   * The properties that Declarative Services and Configuration Admin give a component's service.
   */
  private static final String COMPONENT_NAME = "component.name";

  private static final String FACTORY_PID = "service.factoryPid";

  private final T service;
  private final Map<String, ?> properties;
  private final OpenCalls calls;
  private final AtomicBoolean dispensable;

  Plugin(T service, Map<String, ?> properties) {
    this.service = service;
    this.properties = Map.copyOf(properties);
    this.calls = new OpenCalls();
    this.dispensable = new AtomicBoolean();
  }

  private Plugin(Plugin<T> other, Map<String, ?> properties) {
    this.service = other.service;
    this.properties = Map.copyOf(properties);
    this.calls = other.calls;
    this.dispensable = other.dispensable;
  }

  /** The same plugin, its calls counted together, under changed service properties. */
  Plugin<T> withProperties(Map<String, ?> changed) {
    return new Plugin<>(this, changed);
  }

  /** The plugin. To be called only between {@link #enter} and {@link #exit}. */
  public T service() {
    return service;
  }

  /** Its service properties. */
  public Map<String, ?> properties() {
    return properties;
  }

  /** A service property as text, or a default when it is not there. */
  public String property(String name, String missing) {
    Object value = properties.get(name);
    return value == null ? missing : value.toString();
  }

  /**
   * Its {@code service.ranking}; 0 when it has none. The framework counts whole numbers only, but a
   * configuration file that an operator wrote delivers text.
   */
  public int ranking() {
    Object ranking = properties.get(Constants.SERVICE_RANKING);
    if (ranking instanceof Number number) {
      return number.intValue();
    }
    return ranking instanceof String text ? parsed(text) : 0;
  }

  private static int parsed(String ranking) {
    try {
      return Integer.parseInt(ranking.strip());
    } catch (NumberFormatException e) {
      LOG.warn(
          "a plugin's {} is '{}', not a number; taken as 0", Constants.SERVICE_RANKING, ranking);
      return 0;
    }
  }

  /**
   * What stays the same when the plugin leaves and comes back: the names of its component and of
   * its own configuration. What is not a component cannot be known again and equals only itself.
   */
  Object identity() {
    String component = property(COMPONENT_NAME, "");
    if (component.isEmpty()) {
      return calls;
    }
    boolean ofFactory = properties.containsKey(FACTORY_PID);
    return component + "\n" + (ofFactory ? property(Constants.SERVICE_PID, "") : "");
  }

  /**
   * Says whether others have all that this plugin has. Nobody waits for a replacement of a plugin
   * that was dispensable when it left.
   */
  public void setDispensable(boolean value) {
    dispensable.set(value);
  }

  /** Whether others have all that this plugin has; false until said otherwise. */
  public boolean isDispensable() {
    return dispensable.get();
  }

  long serviceId() {
    return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
  }

  /**
   * Begins a call.
   *
   * @return false when the plugin is leaving: use another, and do not call {@link #exit}
   */
  public boolean enter() {
    return calls.enter();
  }

  /** Ends a call. */
  public void exit() {
    calls.exit();
  }

  /** The calls that are in it. */
  OpenCalls calls() {
    return calls;
  }
}
