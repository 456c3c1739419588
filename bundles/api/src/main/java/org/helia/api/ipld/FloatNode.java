package org.helia.api.ipld;

/**
 * A floating point number. The data model has neither NaN nor infinities.
 *
 * @param value finite
 * @see <a href="https://ipld.io/docs/data-model/kinds/#float-kind">IPLD float kind</a>
 */
public record FloatNode(double value) implements Node {
  /**
   * @throws IllegalArgumentException when the value is not finite
   */
  public FloatNode {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("the IPLD data model has no " + value);
    }
  }

  @Override
  public Kind kind() {
    return Kind.FLOAT;
  }
}
