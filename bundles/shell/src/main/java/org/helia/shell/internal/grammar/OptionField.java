package org.helia.shell.internal.grammar;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/**
 * An option and the field that takes its value: a boolean, a number, or text.
 *
 * @param option what was declared
 * @param field where the value goes
 * @param group the field of the command whose object has that field; null when the command itself
 *     has
 */
record OptionField(Option option, Field field, @Nullable Field group) {
  private static final Set<String> TRUE = Set.of("true", "1", "t", "yes");
  private static final Set<String> FALSE = Set.of("false", "0", "f", "no");

  /** All names with their dashes, the short ones first. */
  List<String> names() {
    return Stream.concat(Stream.of(option.name()), Stream.of(option.aliases()))
        .sorted((a, b) -> Integer.compare(dashes(a), dashes(b)))
        .toList();
  }

  private static int dashes(String name) {
    return name.startsWith("--") ? 2 : 1;
  }

  /** The name to use in messages: the long one, if there is one. */
  String title() {
    List<String> names = names();
    return names.get(names.size() - 1);
  }

  boolean isFlag() {
    return field.getType() == boolean.class || field.getType() == Boolean.class;
  }

  boolean isList() {
    return List.class.isAssignableFrom(field.getType());
  }

  /** What kind of value it takes, for the help. */
  String valueType() {
    if (isFlag()) {
      return "";
    }
    return isNumber() ? "number" : "text";
  }

  private boolean isNumber() {
    Class<?> type = field.getType();
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }

  /** Puts a value into the field. */
  void set(Object command, String text) {
    try {
      Object owner = owner(command);
      field.setAccessible(true);
      if (isList()) {
        append(owner, text);
      } else {
        field.set(owner, value(text));
      }
    } catch (IllegalAccessException e) {
      throw new LinkageError("the option " + title() + " has a field that cannot be set", e);
    }
  }

  private Object owner(Object command) throws IllegalAccessException {
    if (group == null) {
      return command;
    }
    group.setAccessible(true);
    return group.get(command);
  }

  private void append(Object owner, String text) throws IllegalAccessException {
    List<String> values = new ArrayList<>();
    if (field.get(owner) instanceof List<?> before) {
      before.forEach(value -> values.add((String) value));
    }
    values.add(text);
    field.set(owner, values);
  }

  private Object value(String text) {
    Class<?> type = field.getType();
    if (isFlag()) {
      return flag(text);
    }
    if (type == int.class || type == Integer.class) {
      return (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return text;
  }

  private boolean flag(String text) {
    if (TRUE.contains(text)) {
      return true;
    }
    if (FALSE.contains(text)) {
      return false;
    }
    throw new UsageException("option \"%s\" is true or false, not \"%s\"".formatted(title(), text));
  }

  private long number(String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(
          "option \"%s\" takes a whole number, not \"%s\"".formatted(title(), text));
    }
    throw new UsageException(
        "option \"%s\" takes a number from %d to %d, not %s".formatted(title(), min, max, text));
  }
}
