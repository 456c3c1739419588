package org.helia.api.net;

import java.util.Locale;

/** How much of the network a node has joined. */
public enum NetworkScope {
  /** It listens on loopback and reaches nobody whom no user asked for. */
  NONE,

  /** It listens on all interfaces, and reaches by itself whom it finds in the local networks. */
  LAN,

  /** It listens on all interfaces, and reaches by itself whom it needs in the public network. */
  PUBLIC;

  /** Its name in configuration and commands: "none", "lan" or "public". */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none of the names
   */
  public static NetworkScope parse(String text) {
    for (NetworkScope scope : values()) {
      if (scope.text().equals(text)) {
        return scope;
      }
    }
    throw new IllegalArgumentException("must be none, lan or public, not '" + text + "'");
  }
}
