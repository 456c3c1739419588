package org.helia.unixfs.internal.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.helia.api.unixfs.DirectoryEntry;

/** Has the roots of the next entries fetched while the one before is dealt with. */
final class Lookahead implements Iterator<DirectoryEntry> {
  private final Iterator<DirectoryEntry> entries;
  private final NodeLoader nodes;
  private final Deque<DirectoryEntry> ahead = new ArrayDeque<>();

  Lookahead(Iterator<DirectoryEntry> entries, NodeLoader nodes) {
    this.entries = entries;
    this.nodes = nodes;
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || entries.hasNext();
  }

  @Override
  public DirectoryEntry next() {
    while (ahead.size() <= nodes.readAhead() && entries.hasNext()) {
      ahead.add(entries.next());
    }
    if (ahead.isEmpty()) {
      throw new NoSuchElementException();
    }
    DirectoryEntry next = ahead.remove();
    // Named anew each time: the session forgets what it has no room for.
    ahead.forEach(entry -> nodes.prefetch(entry.cid()));
    return next;
  }
}
