package org.helia.shell.internal.complete;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EntryType;

/** Completes paths of the mutable file system. Nobody outside the node is asked. */
public final class MfsPathCompleter extends SimpleCompleter {
  private static final int MAX_ENTRIES = 500;

  private final Helia helia;

  /** Completes what a node has. */
  public MfsPathCompleter(Helia helia) {
    this.helia = helia;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    int slash = typed.lastIndexOf('/');
    if (slash < 0) {
      candidates.add(beginning("/"));
      return;
    }
    String directory = typed.substring(0, slash + 1);
    try (Stream<DirectoryEntry> entries = helia.mfs().ls(directory, FetchOptions.OFFLINE)) {
      entries
          .filter(entry -> (directory + entry.name()).startsWith(typed))
          .limit(MAX_ENTRIES)
          .forEach(entry -> candidates.add(candidate(directory + entry.name(), entry)));
    }
  }

  private Candidate candidate(String path, DirectoryEntry entry) {
    boolean directory =
        helia.unixFs().stat(ContentPath.of(entry.cid()), FetchOptions.OFFLINE).type()
            == EntryType.DIRECTORY;
    return directory ? beginning(path + "/") : whole(path, entry.cid().toString());
  }
}
