package org.helia.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.node.Helia;

/** Completes the names of keys, but for the node's own, which no command of keys takes. */
public final class KeyCompleter extends SimpleCompleter {
  private final Helia helia;

  /** Completes the names of a node's keys. */
  public KeyCompleter(Helia helia) {
    this.helia = helia;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    if (helia.status().services().getOrDefault("keystore", true)) {
      helia.keystore().list().forEach(name -> candidates.add(whole(name, "")));
    }
  }
}
