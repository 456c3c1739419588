package org.helia.unixfs.internal.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.helia.api.block.Block;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.multiformats.Cid;
import org.helia.platform.Upcoming;

/** Has what is at the next entries fetched while the one before is dealt with. */
final class Lookahead implements Iterator<DirectoryEntry>, Upcoming {
  private final Iterator<DirectoryEntry> entries;
  private final NodeLoader nodes;
  private final Deque<DirectoryEntry> ahead = new ArrayDeque<>();

  Lookahead(Iterator<DirectoryEntry> entries, NodeLoader nodes) {
    this.entries = entries;
    this.nodes = nodes;
    nodes.begin(this);
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !entries.hasNext()) {
      nodes.end(this);
      return false;
    }
    return true;
  }

  @Override
  public DirectoryEntry next() {
    if (ahead.size() <= nodes.readAhead() / 2) {
      fill();
    }
    if (ahead.isEmpty()) {
      throw new NoSuchElementException();
    }
    return ahead.remove();
  }

  private void fill() {
    while (ahead.size() <= nodes.readAhead() && entries.hasNext()) {
      ahead.add(entries.next());
    }
  }

  @Override
  public boolean name(Names names) {
    for (DirectoryEntry entry : ahead) {
      if (!names.add(entry.cid())) {
        return false;
      }
    }
    return true;
  }

  /** All of an entry is read when its turn comes. */
  @Override
  public List<Cid> behind(Block block) {
    return NodeLinks.all(block);
  }
}
