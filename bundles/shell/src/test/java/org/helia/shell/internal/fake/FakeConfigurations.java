package org.helia.shell.internal.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.helia.shell.internal.config.ConfigException;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;

/** One configuration with two options, and some that are set by commands of their own. */
public final class FakeConfigurations implements Configurations {
  /** Its name. */
  public static final String PID = "org.helia.cli";

  /** What is set. */
  public final Map<String, String> values = new TreeMap<>(Map.of("color", "red"));

  /** Further configurations, each with one option. */
  public final Map<String, ConfigOption> others = new TreeMap<>();

  /** What is done when an option of these is set. */
  public BiConsumer<String, String> change = (pid, value) -> {};

  /** What did not start. */
  public final List<String> failures = new ArrayList<>();

  @Override
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public List<String> pids() {
    List<String> pids = new ArrayList<>(List.of(PID, "other"));
    pids.addAll(others.keySet());
    return pids;
  }

  @Override
  public List<ConfigOption> options(String pid) {
    if (others.containsKey(pid)) {
      return List.of(others.get(pid));
    }
    if (!pid.equals(PID)) {
      throw new ConfigException("there is no configuration " + pid);
    }
    List<ConfigOption> options = new ArrayList<>();
    options.add(new ConfigOption("color", values.get("color"), "blue", ""));
    options.add(
        new ConfigOption("maxClients", values.get("maxClients"), "64", "How many at most."));
    return options;
  }

  @Override
  public void set(String pid, String key, String value) {
    if (others.containsKey(pid)) {
      ConfigOption before = others.get(pid);
      others.put(pid, new ConfigOption(key, value, before.standard(), before.description()));
      change.accept(pid, value);
    } else {
      values.put(key, value);
    }
  }

  @Override
  public void unset(String pid, String key) {
    values.remove(key);
  }
}
