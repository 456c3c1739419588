package org.helia.shell.internal.complete;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;

/** Completes the names of configurations and, after one, those of its options. */
public final class ConfigCompleter extends SimpleCompleter {
  private final Configurations configurations;

  /** Completes what can be configured. */
  public ConfigCompleter(Configurations configurations) {
    this.configurations = configurations;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates)
      throws IOException {
    List<String> pids = configurations.pids();
    String pid =
        Arrays.stream(line.getArguments())
            .limit(line.getCursorArgumentIndex())
            .filter(pids::contains)
            .findFirst()
            .orElse(null);
    if (pid == null) {
      pids.forEach(each -> candidates.add(whole(each, "")));
      return;
    }
    for (ConfigOption option : configurations.options(pid)) {
      candidates.add(whole(option.key(), option.description()));
    }
  }
}
