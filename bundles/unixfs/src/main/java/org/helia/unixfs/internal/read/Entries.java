package org.helia.unixfs.internal.read;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.ipld.dagpb.PbLink;

/** The entries of directories, one by one in the order of the blocks. */
public final class Entries {
  private Entries() {}

  /**
   * The entries of a node, none if it is not a directory. Of several with the same name only the
   * first is there, since no path leads to the others.
   */
  public static Iterator<DirectoryEntry> of(Resolved directory, NodeLoader nodes) {
    UnixFsNode node = directory.node();
    if (node instanceof HamtNode hamt) {
      return new HamtEntries(hamt, directory.path(), nodes);
    }
    return node instanceof DirectoryNode plain ? plain(plain) : Collections.emptyIterator();
  }

  private static Iterator<DirectoryEntry> plain(DirectoryNode directory) {
    Set<String> seen = new HashSet<>();
    return directory.links().stream()
        .filter(link -> seen.add(link.nameOrEmpty()))
        .map(link -> entry(link.nameOrEmpty(), link))
        .iterator();
  }

  /** The entry that a link leads to; a size that the link does not say is 0, as with Kubo. */
  static DirectoryEntry entry(String name, PbLink link) {
    return new DirectoryEntry(name, link.cid(), Math.max(0, link.tsize()));
  }
}
