package org.helia.ipld.mapping;

import java.math.BigInteger;
import java.util.Set;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;

/** Numbers of Java's types, if they fit. */
final class Numbers {
  private static final Set<Class<?>> WHOLE =
      Set.of(
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          BigInteger.class);

  private static final Set<Class<?>> FLOAT =
      Set.of(float.class, Float.class, double.class, Double.class);

  private Numbers() {}

  static boolean isWhole(Class<?> type) {
    return WHOLE.contains(type);
  }

  static boolean isFloat(Class<?> type) {
    return FLOAT.contains(type);
  }

  static Object whole(String path, IntNode number, Class<?> type) {
    BigInteger value = number.bigValue();
    try {
      if (type == BigInteger.class) {
        return value;
      } else if (type == long.class || type == Long.class) {
        return number.longValue();
      } else if (type == int.class || type == Integer.class) {
        return value.intValueExact();
      } else if (type == short.class || type == Short.class) {
        return value.shortValueExact();
      }
      return value.byteValueExact();
    } catch (ArithmeticException e) {
      throw new MappingException(
          path, "%s does not fit into %s".formatted(value, type.getSimpleName()), e);
    }
  }

  /** A float takes only what it can hold exactly. */
  static Object floating(String path, FloatNode number, Class<?> type) {
    double value = number.value();
    if (type == double.class || type == Double.class) {
      return value;
    }
    if ((float) value != value) {
      throw new MappingException(path, value + " does not fit into float");
    }
    return (float) value;
  }
}
