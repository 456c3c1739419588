package org.helia.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.unixfs.UnixFsProfile;

/** Completes the names of the UnixFS profiles. */
public final class ProfileCompleter extends SimpleCompleter {
  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    UnixFsProfile.NAMED.forEach(profile -> candidates.add(whole(profile.name(), "")));
  }
}
