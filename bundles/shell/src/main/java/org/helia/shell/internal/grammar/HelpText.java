package org.helia.shell.internal.grammar;

import java.io.PrintStream;
import java.util.List;

/** What {@code --help} prints. */
public final class HelpText {
  private static final int INDENT = 2;
  private static final int GAP = 2;
  private static final int MIN_TEXT_WIDTH = 30;
  private static final int DEFAULT_COLUMNS = 100;

  private final CommandGrammar grammar;
  private final int columns;

  /**
   * The help of a command.
   *
   * @param columns the width to fill; 0 when unknown
   */
  public HelpText(CommandGrammar grammar, int columns) {
    this.grammar = grammar;
    this.columns = columns > 0 ? columns : DEFAULT_COLUMNS;
  }

  /** Prints it. */
  public void print(PrintStream out) {
    out.println("USAGE");
    out.println(" ".repeat(INDENT) + usage());
    out.println();
    wrap(out, grammar.description() + ".", INDENT);
    if (!grammar.details().isBlank()) {
      out.println();
      grammar.details().lines().forEach(line -> wrap(out, line, INDENT));
    }
    section(out, "ARGUMENTS", grammar.arguments().stream().map(HelpText::entry).toList());
    section(out, "OPTIONS", grammar.options().stream().map(HelpText::entry).toList());
  }

  /** The command with its arguments in one line. */
  public String usage() {
    StringBuilder text =
        new StringBuilder(grammar.scope()).append(' ').append(grammar.name().replace('-', ' '));
    if (!grammar.options().isEmpty()) {
      text.append(" [options]");
    }
    grammar.arguments().forEach(argument -> text.append(' ').append(argument.usage()));
    return text.toString();
  }

  private record Entry(String left, String right) {}

  private static Entry entry(ArgumentField argument) {
    return new Entry(argument.usage(), argument.argument().description());
  }

  private static Entry entry(OptionField option) {
    String type = option.valueType();
    return new Entry(
        String.join(", ", option.names()) + (type.isEmpty() ? "" : " <" + type + ">"),
        option.option().description());
  }

  private void section(PrintStream out, String title, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    int width = entries.stream().mapToInt(entry -> entry.left().length()).max().orElse(0);
    int indent = INDENT + width + GAP;
    for (Entry entry : entries) {
      out.print(
          " ".repeat(INDENT) + entry.left() + " ".repeat(width - entry.left().length() + GAP));
      wrapRest(out, entry.right(), indent);
    }
  }

  private void wrap(PrintStream out, String text, int indent) {
    out.print(" ".repeat(indent));
    wrapRest(out, text, indent);
  }

  /** Prints a text whose first line begins where the cursor is, at the indent. */
  private void wrapRest(PrintStream out, String text, int indent) {
    int width = Math.max(MIN_TEXT_WIDTH, columns - indent - 1);
    int used = 0;
    for (String word : text.split(" ", -1)) {
      if (used > 0 && used + 1 + word.length() > width) {
        out.println();
        out.print(" ".repeat(indent));
        used = 0;
      }
      if (used > 0) {
        out.print(' ');
        used++;
      }
      out.print(word);
      used += word.length();
    }
    out.println();
  }
}
