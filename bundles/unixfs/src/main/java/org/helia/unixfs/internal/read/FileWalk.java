package org.helia.unixfs.internal.read;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.unixfs.ByteRange;
import org.helia.multiformats.Cid;
import org.helia.platform.Upcoming;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of a file piece by piece, in order, and fetches ahead. By the block sizes it
 * passes over what is not wanted without loading it. A node that has more or fewer bytes than its
 * parent says is refused before any of them is handed out.
 */
final class FileWalk implements Upcoming {
  /** The deepest tree that is read; two links a node reach 2^63 bytes in half of it. */
  static final int MAX_DEPTH = 128;

  private final String path;
  private final NodeLoader nodes;
  private final Deque<Visit> visits = new ArrayDeque<>();
  private final long size;
  private final long to;
  private long from;

  /**
   * @param path what the file is called in errors
   */
  FileWalk(FileNode file, String path, ByteRange range, NodeLoader nodes) {
    this.path = path;
    this.nodes = nodes;
    this.size = file.size();
    this.from = range.offset();
    this.to =
        range.length() > file.size() - range.offset()
            ? file.size()
            : range.offset() + range.length();
    visits.push(new Visit(file, 0));
    nodes.begin(this);
  }

  /** A node, and how far into it the walk has come. */
  private static final class Visit {
    private final FileNode node;
    private boolean contentSeen;
    private int child;

    /** Where in the file the next of its bytes are. */
    private long at;

    Visit(FileNode node, long at) {
      this.node = node;
      this.at = at;
    }
  }

  /** The next piece, never empty, a view of its block; null at the end. */
  @Nullable ByteBuffer next() {
    while (from < to && !visits.isEmpty()) {
      Visit visit = visits.element();
      if (!visit.contentSeen) {
        visit.contentSeen = true;
        ByteBuffer piece = wanted(visit.at, visit.node.content());
        visit.at += visit.node.content().remaining();
        if (piece.hasRemaining()) {
          from += piece.remaining();
          return piece;
        }
      } else if (visit.child < visit.node.links().size()) {
        enterNext(visit);
      } else {
        visits.remove();
      }
    }
    nodes.end(this);
    return null;
  }

  /** Passes over the next bytes, fewer at the end; returns how many. */
  long skip(long bytes) {
    long skipped = Math.max(0, Math.min(bytes, to - from));
    from += skipped;
    return skipped;
  }

  private ByteBuffer wanted(long at, ByteBuffer content) {
    int length = content.remaining();
    int begin = (int) Math.max(0, Math.min(length, from - at));
    int end = (int) Math.max(begin, Math.min(length, to - at));
    return content.slice(content.position() + begin, end - begin);
  }

  private void enterNext(Visit visit) {
    int child = visit.child++;
    long size = visit.node.blocksizes().get(child);
    long at = visit.at;
    visit.at += size;
    if (at + size > from && size > 0) {
      visits.push(new Visit(load(visit.node.links().get(child).cid(), size), at));
    }
  }

  private FileNode load(Cid cid, long size) {
    CancelledException.checkpoint("reading " + path);
    if (visits.size() == MAX_DEPTH) {
      throw NodeLoader.malformed(path, cid, "it is over the limit of " + MAX_DEPTH + " levels");
    }
    UnixFsNode node = nodes.load(cid, path);
    if (!(node instanceof FileNode part)) {
      throw NodeLoader.malformed(path, cid, "a file leads to it, but it is " + node.description());
    }
    if (part.size() != size) {
      throw NodeLoader.malformed(
          path, cid, "it has %d bytes, while its parent says %d".formatted(part.size(), size));
    }
    return part;
  }

  @Override
  public boolean name(Names names) {
    for (Visit visit : visits) {
      if (!name(visit, names)) {
        return false;
      }
    }
    return true;
  }

  /** Those that are wanted: a node without bytes is not, nor what is before or behind the range. */
  private boolean name(Visit visit, Names names) {
    long at = visit.at;
    for (int i = visit.child; i < visit.node.links().size() && at < to; i++) {
      long size = visit.node.blocksizes().get(i);
      at += size;
      if (size > 0 && at > from && !names.add(visit.node.links().get(i).cid())) {
        return false;
      }
    }
    return true;
  }

  /** Within a range nobody knows how many of them are wanted. */
  @Override
  public List<Cid> behind(Block block) {
    return to == size ? NodeLinks.all(block) : List.of();
  }
}
