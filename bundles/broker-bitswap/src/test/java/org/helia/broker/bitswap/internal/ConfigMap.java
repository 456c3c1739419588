package org.helia.broker.bitswap.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration: the defaults, and what differs from them. */
final class ConfigMap {
  private final Map<String, Object> values = new HashMap<>();

  ConfigMap with(String option, Object value) {
    boolean several = value instanceof String && isList(option);
    values.put(option, several ? new String[] {(String) value} : value);
    return this;
  }

  private static boolean isList(String option) {
    try {
      return BitswapConfig.class.getDeclaredMethod(option).getReturnType().isArray();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  BitswapConfig config() {
    return (BitswapConfig)
        Proxy.newProxyInstance(
            BitswapConfig.class.getClassLoader(),
            new Class<?>[] {BitswapConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
