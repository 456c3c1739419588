package org.helia.shell.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * An option of a configuration.
 *
 * @param key its name
 * @param value what it is set to; null when it is not set
 * @param standard what holds when it is not set; null when unknown
 * @param description what it means; may be empty
 */
public record ConfigOption(
    String key, @Nullable String value, @Nullable String standard, String description) {
  /** What holds; empty when nothing is known to. */
  public String effective() {
    if (value != null) {
      return value;
    }
    return standard == null ? "" : standard;
  }
}
