package org.helia.shell.internal.grammar;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** What a command's class declares with the annotations of Karaf's shell. */
public final class CommandGrammar {
  private final Command command;
  private final List<OptionField> options = new ArrayList<>();
  private final Map<String, OptionField> byName = new HashMap<>();
  private final List<ArgumentField> arguments = new ArrayList<>();

  /** Reads the annotations of a class and of those that it extends. */
  public CommandGrammar(Class<?> type) {
    this.command = type.getAnnotation(Command.class);
    for (Class<?> declaring = type;
        declaring != Object.class;
        declaring = declaring.getSuperclass()) {
      for (Field field : declaring.getDeclaredFields()) {
        read(field);
        readGroup(field);
      }
    }
    options.sort(Comparator.comparing(OptionField::title));
    arguments.sort(Comparator.comparingInt(each -> each.argument().index()));
  }

  private void readGroup(Field group) {
    if (group.isAnnotationPresent(OptionGroup.class)) {
      for (Field field : group.getType().getDeclaredFields()) {
        readOption(field, group);
      }
    }
  }

  private void readOption(Field field, @Nullable Field group) {
    Option option = field.getAnnotation(Option.class);
    if (option != null) {
      OptionField declared = new OptionField(option, field, group);
      options.add(declared);
      declared.names().forEach(name -> byName.put(name, declared));
    }
  }

  private void read(Field field) {
    readOption(field, null);
    Argument argument = field.getAnnotation(Argument.class);
    if (argument != null) {
      arguments.add(new ArgumentField(argument, field));
    }
  }

  /** The scope before the colon. */
  public String scope() {
    return command.scope();
  }

  /** The name after the colon, its words joined by hyphens. */
  public String name() {
    return command.name();
  }

  /** One line of description. */
  public String description() {
    return command.description();
  }

  /** More lines of description; may be empty. */
  String details() {
    return command.detailedDescription();
  }

  /** The options, sorted by name. */
  List<OptionField> options() {
    return options;
  }

  /** The option that has a name, which comes with its dashes. */
  Optional<OptionField> option(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The arguments in their order. */
  List<ArgumentField> arguments() {
    return arguments;
  }
}
