package org.helia.shell.internal.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.helia.shell.internal.config.ConfigException;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;

/** One configuration with two options. */
public final class FakeConfigurations implements Configurations {
  /** Its name. */
  public static final String PID = "org.helia.cli";

  /** What is set. */
  public final Map<String, String> values = new TreeMap<>(Map.of("color", "red"));

  @Override
  public List<String> pids() {
    return List.of(PID, "other");
  }

  @Override
  public List<ConfigOption> options(String pid) {
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
    values.put(key, value);
  }

  @Override
  public void unset(String pid, String key) {
    values.remove(key);
  }
}
