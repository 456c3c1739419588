package org.helia.net.internal.limit;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.net.ResourceUsage;

/** The limits of one system, peer, connection or protocol. */
final class Scope {
  private final Map<Resource, Limit> limits = new EnumMap<>(Resource.class);

  /** Guarded by the map that the scope is in. */
  private int users;

  Scope(String name, Level level, Supplier<LimitTable> table) {
    for (Resource resource : Resource.values()) {
      limits.put(resource, new Limit(name, resource, () -> table.get().of(level, resource)));
    }
  }

  Limit limit(Resource resource) {
    return requireNonNull(limits.get(resource));
  }

  Scope enter() {
    users++;
    return this;
  }

  /** Whether nobody is left who uses it. */
  boolean leave() {
    return --users == 0;
  }

  /** What is limited and has been used or refused. */
  Stream<ResourceUsage> usage(boolean all) {
    return limits.values().stream()
        .map(Limit::usage)
        .filter(usage -> usage.limit() < Long.MAX_VALUE)
        .filter(usage -> all || usage.used() > 0 || usage.refused() > 0);
  }
}
