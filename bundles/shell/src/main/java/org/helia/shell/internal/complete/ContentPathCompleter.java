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
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.RecentRoots;

/**
 * Completes CIDs and paths below them: the roots that were added or imported lately, or when there
 * are none some blocks that the node has; after a slash the entries of the directory. Nobody
 * outside the node is asked.
 */
public final class ContentPathCompleter extends SimpleCompleter {
  private static final int MAX_BLOCKS = 50;
  private static final int MAX_ENTRIES = 500;

  private final Helia helia;
  private final RecentRoots recent;

  /** Completes what a node has. */
  public ContentPathCompleter(Helia helia, RecentRoots recent) {
    this.helia = helia;
    this.recent = recent;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    String start = typed.startsWith("/ipfs/") ? "/ipfs/" : "";
    int slash = typed.lastIndexOf('/');
    if (slash > start.length()) {
      completeEntry(typed.substring(0, slash + 1), candidates);
      return;
    }
    // Without a blank behind it, for a path may follow.
    roots().forEach(cid -> candidates.add(beginning(start + cid)));
  }

  private List<Cid> roots() {
    List<Cid> roots = recent.list();
    if (!roots.isEmpty()) {
      return roots;
    }
    try (Stream<Multihash> hashes = helia.blocks().hashes()) {
      return hashes.limit(MAX_BLOCKS).map(hash -> Cid.v1(Multicodec.RAW, hash)).toList();
    }
  }

  private void completeEntry(String directory, List<Candidate> candidates) {
    ContentPath path = ContentPath.fromArgument(directory);
    try (Stream<DirectoryEntry> entries = helia.unixFs().ls(path, FetchOptions.OFFLINE)) {
      entries
          .limit(MAX_ENTRIES)
          .forEach(
              entry -> candidates.add(whole(directory + entry.name(), entry.cid().toString())));
    }
  }
}
