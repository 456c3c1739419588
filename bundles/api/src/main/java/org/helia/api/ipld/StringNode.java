package org.helia.api.ipld;

import java.util.Objects;

/**
 * Unicode text.
 *
 * @param value the text
 */
public record StringNode(String value) implements Node {
  /** Refuses null. */
  public StringNode {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public Kind kind() {
    return Kind.STRING;
  }
}
