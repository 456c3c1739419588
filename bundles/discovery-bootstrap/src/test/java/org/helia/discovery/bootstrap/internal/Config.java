package org.helia.discovery.bootstrap.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration: the defaults, and what differs from them. */
final class Config {
  private final Map<String, Object> values = new HashMap<>();

  Config with(String option, Object value) {
    values.put(option, value);
    return this;
  }

  Config peers(String... addresses) {
    return with("peers", addresses);
  }

  BootstrapConfig config() {
    return (BootstrapConfig)
        Proxy.newProxyInstance(
            BootstrapConfig.class.getClassLoader(),
            new Class<?>[] {BootstrapConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
