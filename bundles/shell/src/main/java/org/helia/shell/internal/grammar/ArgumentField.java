package org.helia.shell.internal.grammar;

import java.lang.reflect.Field;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;

/**
 * An argument and the field that takes it: text, or a list of text for the last one.
 *
 * @param argument what was declared
 * @param field where the value goes
 */
record ArgumentField(Argument argument, Field field) {
  String name() {
    return argument.name();
  }

  /** How it stands in a line of usage. */
  String usage() {
    String name = "<" + name() + ">" + (argument.multiValued() ? "..." : "");
    return argument.required() ? name : "[" + name + "]";
  }

  void set(Object command, List<String> words) {
    try {
      field.setAccessible(true);
      field.set(command, argument.multiValued() ? List.copyOf(words) : words.get(0));
    } catch (IllegalAccessException e) {
      throw new LinkageError("the argument " + name() + " has a field that cannot be set", e);
    }
  }
}
