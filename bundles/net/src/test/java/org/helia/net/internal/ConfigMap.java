package org.helia.net.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration of the host: the defaults, and what differs from them. */
public final class ConfigMap {
  private final Map<String, Object> values = new HashMap<>();

  ConfigMap() {}

  /**
   * Sets an option.
   *
   * @param value in the option's type; one text will do for a list
   */
  public ConfigMap with(String option, Object value) {
    boolean several = value instanceof String && isList(option);
    values.put(option, several ? new String[] {(String) value} : value);
    return this;
  }

  private static boolean isList(String option) {
    try {
      return NetConfig.class.getDeclaredMethod(option).getReturnType().isArray();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  NetConfig config() {
    return (NetConfig)
        Proxy.newProxyInstance(
            NetConfig.class.getClassLoader(),
            new Class<?>[] {NetConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
