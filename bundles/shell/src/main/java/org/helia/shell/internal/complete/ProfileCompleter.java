package org.helia.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.node.Helia;

/** Completes the names of the UnixFS profiles. */
public final class ProfileCompleter extends SimpleCompleter {
  private final Helia helia;

  /** Completes what a node has. */
  public ProfileCompleter(Helia helia) {
    this.helia = helia;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    helia.unixFs().profiles().forEach(profile -> candidates.add(whole(profile.name(), "")));
  }
}
