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
   * Sets an option; it holds when this returns and stays after a restart. A value with which a part
   * of the node that ran no longer starts is taken back.
   *
   * @throws ConfigException when there is no such option, the value does not fit, or a part of the
   *     node does not start with it
   */
  void set(String pid, String key, String value) throws IOException;

  /**
   * Gives an option its standard value back.
   *
   * @throws ConfigException when there is no such option, or a part of the node does not start
   */
  void unset(String pid, String key) throws IOException;

  /** What kept parts of the node from starting, one sentence each. */
  List<String> failures();
}
