package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ConfigCompleter;
import org.helia.shell.internal.config.ConfigException;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:config}. */
@Command(
    scope = "helia",
    name = "config",
    description = "Show or change configuration",
    detailedDescription =
        "Without arguments, lists the configurations. With a PID, shows its options; with a key, the value; with a value, sets it: at"
            + " once, and for good in etc/PID.cfg of the node's home. Warns of what does not work with it.")
public final class Config extends DataCommand {
  private static final int LOOKS = 5;
  private static final long BETWEEN_LOOKS_MILLIS = 100;

  @Option(name = "--unset", description = "Give the option its standard value back")
  private boolean unset;

  @Argument(index = 0, name = "pid", description = "The configuration, as org.helia.cli")
  @Completion(ConfigCompleter.class)
  private @Nullable String pid;

  @Argument(index = 1, name = "key", description = "The option")
  @Completion(ConfigCompleter.class)
  private @Nullable String key;

  @Argument(
      index = 2,
      name = "value",
      description = "What to set it to; after --, it may begin with a dash")
  private @Nullable String value;

  private final Helia helia;
  private final Configurations configurations;

  /** Configures a node. */
  public Config(Helia helia, Configurations configurations) {
    this.helia = helia;
    this.configurations = configurations;
  }

  /** Changes something. */
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (unset && (key == null || value != null)) {
      throw new UsageException("--unset takes a pid and a key, and no value");
    }
    if (pid == null) {
      list(io);
    } else if (key == null) {
      show(io, pid);
    } else {
      run(io, pid, key, value);
    }
  }

  private void run(Io io, String name, String option, @Nullable String wanted) throws IOException {
    if (unset) {
      change(io, () -> configurations.unset(name, option));
    } else if (wanted != null) {
      change(io, () -> configurations.set(name, option, wanted));
    } else {
      showOne(io, name, option);
    }
  }

  /** A value may be allowed and not work, as a port that is in use. */
  private void change(Io io, Change change) throws IOException {
    List<String> before = helia.status().problems();
    change.make();
    lasting(before).forEach(io::warn);
  }

  /** What is wrong since a change. What is only between two states is over soon. */
  private List<String> lasting(List<String> before) {
    List<String> found = newProblems(before);
    for (int look = 0; look < LOOKS && !found.isEmpty(); look++) {
      try {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
      found = newProblems(before);
    }
    return found;
  }

  private List<String> newProblems(List<String> before) {
    return helia.status().problems().stream().filter(problem -> !before.contains(problem)).toList();
  }

  private void list(Io io) throws IOException {
    for (String each : configurations.pids()) {
      io.println(json() ? Json.object(out -> out.writeStringField("Pid", each)) : each);
    }
  }

  private void show(Io io, String name) throws IOException {
    List<ConfigOption> options = configurations.options(name);
    if (json()) {
      io.println(
          Json.object(
              out -> {
                for (ConfigOption option : options) {
                  out.writeStringField(option.key(), option.effective());
                }
              }));
      return;
    }
    for (ConfigOption option : options) {
      if (!option.description().isEmpty()) {
        io.println("# " + option.description());
      }
      // A value that nobody has set stands in a comment, as in a file of configuration.
      io.println((option.value() == null ? "#" : "") + option.key() + " = " + option.effective());
    }
  }

  private void showOne(Io io, String name, String wanted) throws IOException {
    for (ConfigOption option : configurations.options(name)) {
      if (option.key().equals(wanted)) {
        String text = option.effective();
        io.println(json() ? Json.object(out -> out.writeStringField(wanted, text)) : text);
        return;
      }
    }
    throw new ConfigException("%s has no option %s".formatted(name, wanted));
  }
}
