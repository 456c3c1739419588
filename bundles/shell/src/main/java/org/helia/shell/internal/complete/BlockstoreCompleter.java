package org.helia.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.node.Helia;

/** Completes the names of the blockstores. */
public final class BlockstoreCompleter extends SimpleCompleter {
  private final Helia helia;

  /** Completes what a node has. */
  public BlockstoreCompleter(Helia helia) {
    this.helia = helia;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    helia
        .blockstores()
        .list()
        .forEach(store -> candidates.add(whole(store.name(), store.bundle())));
  }
}
