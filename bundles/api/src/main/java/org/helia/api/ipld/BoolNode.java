package org.helia.api.ipld;

/**
 * True or false.
 *
 * @param value which of them
 */
public record BoolNode(boolean value) implements Node {
  /** True. */
  public static final BoolNode TRUE = new BoolNode(true);

  /** False. */
  public static final BoolNode FALSE = new BoolNode(false);

  @Override
  public Kind kind() {
    return Kind.BOOL;
  }
}
