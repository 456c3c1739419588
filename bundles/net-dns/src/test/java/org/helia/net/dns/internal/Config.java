package org.helia.net.dns.internal;

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

  DnsConfig config() {
    return (DnsConfig)
        Proxy.newProxyInstance(
            DnsConfig.class.getClassLoader(),
            new Class<?>[] {DnsConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
