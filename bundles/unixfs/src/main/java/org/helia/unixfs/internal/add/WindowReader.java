package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import org.helia.unixfs.internal.chunk.Boundary;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream where its content says so. It is read into a window that always holds all that the
 * next chunk can be; only where the cut is known does a chunk move into a block of its own.
 */
final class WindowReader implements LeafReader {
  /** The window of small chunks, in bytes: they are not worth a read each. */
  private static final int MIN_WINDOW = 256 * 1024;

  /** How many of the largest chunks a window holds: the more, the less is moved to its start. */
  private static final int CHUNKS_PER_WINDOW = 3;

  private final InputStream in;
  private final LeafForm form;
  private final Boundary boundary;
  private final int maxChunk;
  private final byte[] window;
  private int start;
  private int end;
  private boolean ended;

  /**
   * @param window of {@link #windowBytes}; this reader's own until it is at its end
   */
  WindowReader(InputStream in, LeafForm form, Boundary boundary, int maxChunk, byte[] window) {
    this.in = in;
    this.form = form;
    this.boundary = boundary;
    this.maxChunk = maxChunk;
    this.window = window;
  }

  /** How large a window is for chunks of at most that size. */
  static int windowBytes(int maxChunk) {
    return Math.max(MIN_WINDOW, CHUNKS_PER_WINDOW * maxChunk);
  }

  @Override
  public @Nullable Leaf next() throws IOException {
    if (!ended && end - start < maxChunk) {
      fill();
    }
    if (start == end) {
      return null;
    }
    int cut = boundary.next(window, start, end);
    int chunk = cut - start;
    byte[] block = new byte[form.blockBytes(chunk)];
    System.arraycopy(window, start, block, form.headBytes(chunk), chunk);
    form.frame(block, chunk);
    start = cut;
    return new Leaf(block, chunk);
  }

  private void fill() throws IOException {
    System.arraycopy(window, start, window, 0, end - start);
    end -= start;
    start = 0;
    int read = in.readNBytes(window, end, window.length - end);
    ended = read < window.length - end;
    end += read;
  }
}
