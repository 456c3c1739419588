package org.helia.ipld.mapping;

import org.helia.api.ipld.Node;
import org.jspecify.annotations.Nullable;

/**
 * Turns records and other plain Java values into nodes and back.
 *
 * <table>
 * <caption>What stands for what</caption>
 * <tr><td>boolean</td><td>bool</td></tr>
 * <tr><td>byte, short, int, long, {@link java.math.BigInteger}</td><td>int</td></tr>
 * <tr><td>float, double</td><td>float</td></tr>
 * <tr><td>{@link String}, an enum's name</td><td>string</td></tr>
 * <tr><td>{@code byte[]}</td><td>bytes</td></tr>
 * <tr><td>{@link org.helia.multiformats.Cid}</td><td>link</td></tr>
 * <tr><td>{@link java.util.List}, {@link java.util.Set}, {@link java.util.Collection}</td>
 *     <td>list</td></tr>
 * <tr><td>{@link java.util.Map} with text keys</td><td>map</td></tr>
 * <tr><td>a record</td><td>map of its components, by their names</td></tr>
 * <tr><td>an empty {@link java.util.Optional} or a null component marked
 *     {@link Nullable}</td><td>no entry in the record's map</td></tr>
 * <tr><td>null elsewhere</td><td>null</td></tr>
 * <tr><td>any {@link Node}</td><td>itself</td></tr>
 * <tr><td>{@link Object}, on reading</td><td>the plainest of these: a long, or a BigInteger where
 *     it does not fit; a double; a List; a Map</td></tr>
 * </table>
 *
 * <p>Reading is strict: a map with a key that the record does not have, a missing component and a
 * number that does not fit are refused, with the path to it.
 */
public final class Mapping {
  /** How deep values may lie in one another. */
  public static final int MAX_DEPTH = 1024;

  private Mapping() {}

  /**
   * The node that stands for a value. Arrays of bytes are not copied.
   *
   * @throws MappingException when the value holds a type that is not in the table, a float that is
   *     not finite, or more than {@link #MAX_DEPTH} levels
   */
  public static Node toNode(@Nullable Object value) {
    return ToNode.node("the value", value, 0);
  }

  /**
   * The value of a type that a node stands for. Arrays of bytes are not copied.
   *
   * @param type one of the table; a record's components may have type arguments
   * @throws MappingException when the node is not of the form that the type asks for, or has more
   *     than {@link #MAX_DEPTH} levels, or the record's constructor throws
   */
  public static <T> T fromNode(Node node, Class<T> type) {
    Object value = FromNode.value("the value", node, type, 0);
    if (value == null) {
      throw new MappingException("the value", "null, where " + type.getSimpleName() + " belongs");
    }
    @SuppressWarnings("unchecked") // type.cast does not know that int and Integer are the same here
    T typed = (T) value;
    return typed;
  }
}
