package org.helia.shell.internal.config;

import java.io.IOException;
import java.util.List;

/** The configurations of the node. */
public interface Configurations {
  /** The PIDs of Helia's bundles, and those others that are configured, sorted. */
  List<String> pids() throws IOException;

  /**
   * The options of a configuration, sorted.
   *
   * @throws ConfigException when there is no such configuration
   */
  List<ConfigOption> options(String pid) throws IOException;

  /**
   * Sets an option; it holds when this returns and stays after a restart.
   *
   * @throws ConfigException when there is no such option, or the value does not fit
   */
  void set(String pid, String key, String value) throws IOException;

  /**
   * Gives an option its standard value back.
   *
   * @throws ConfigException when there is no such option
   */
  void unset(String pid, String key) throws IOException;
}
