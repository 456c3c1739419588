package org.helia.shell.internal.complete;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;

/** Completes the addresses of the bootstrap list. */
public final class BootstrapCompleter extends SimpleCompleter {
  private static final String PID = "org.helia.discovery.bootstrap";

  private final Configurations configurations;

  /** Completes what is in the list. */
  public BootstrapCompleter(Configurations configurations) {
    this.configurations = configurations;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates)
      throws IOException {
    if (!configurations.pids().contains(PID)) {
      return;
    }
    for (ConfigOption option : configurations.options(PID)) {
      if (option.key().equals("peers")) {
        for (String address : option.effective().split(",", -1)) {
          candidates.add(whole(address.strip(), ""));
        }
      }
    }
  }
}
