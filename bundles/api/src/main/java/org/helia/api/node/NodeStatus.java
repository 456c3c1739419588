package org.helia.api.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a node is doing.
 *
 * @param home the directory that holds its repository, configuration and logs
 * @param uptime since the node's services came up
 * @param services each facade and whether it is there, in a fixed order
 * @param problems what an operator should look at, one sentence each; empty when all is well
 */
public record NodeStatus(
    Path home, Duration uptime, Map<String, Boolean> services, List<String> problems) {
  /** Keeps its own copies of the collections. */
  public NodeStatus {
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    problems = List.copyOf(problems);
  }

  /** Whether there is nothing to look at. */
  public boolean healthy() {
    return problems.isEmpty();
  }
}
