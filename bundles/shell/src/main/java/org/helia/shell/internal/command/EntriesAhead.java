package org.helia.shell.internal.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.unixfs.DirectoryEntry;

/**
 * The entries of a directory, of which the first blocks are fetched ahead where they are needed.
 */
final class EntriesAhead implements Iterator<DirectoryEntry>, AutoCloseable {
  /** How many entries are looked at in advance. */
  private static final int AHEAD = 1024;

  private final Iterator<DirectoryEntry> entries;
  private final FetchAhead ahead;
  private final Deque<DirectoryEntry> waiting = new ArrayDeque<>();

  EntriesAhead(Helia helia, FetchOptions options, Iterator<DirectoryEntry> entries) {
    this.entries = entries;
    this.ahead = new FetchAhead(helia, options);
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty() || entries.hasNext();
  }

  @Override
  public DirectoryEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return waiting.isEmpty() ? entries.next() : waiting.remove();
  }

  /** The next entry, whose first block is here. */
  DirectoryEntry nextFetched() {
    while (waiting.size() < AHEAD && entries.hasNext()) {
      waiting.add(entries.next());
    }
    DirectoryEntry entry = next();
    ahead.fetch(entry.cid(), () -> waiting.stream().map(DirectoryEntry::cid).iterator());
    return entry;
  }

  @Override
  public void close() {
    ahead.close();
  }
}
