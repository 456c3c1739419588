package org.helia.net.internal.limit;

import java.util.EnumMap;
import java.util.Map;

/** How much each level may use; what is not in the table is not limited at that level. */
public final class LimitTable {
  private final Map<Level, Map<Resource, Long>> limits = new EnumMap<>(Level.class);

  /** A table that limits nothing. */
  public LimitTable() {}

  /** Sets a limit. */
  public LimitTable with(Level level, Resource resource, long max) {
    limits.computeIfAbsent(level, each -> new EnumMap<>(Resource.class)).put(resource, max);
    return this;
  }

  /** The limit, {@link Long#MAX_VALUE} when there is none. */
  long of(Level level, Resource resource) {
    return limits.getOrDefault(level, Map.of()).getOrDefault(resource, Long.MAX_VALUE);
  }

  /** Whether there is such a limit. */
  boolean has(Level level, Resource resource) {
    return limits.getOrDefault(level, Map.of()).containsKey(resource);
  }
}
