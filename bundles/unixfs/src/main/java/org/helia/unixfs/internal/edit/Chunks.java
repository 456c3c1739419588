package org.helia.unixfs.internal.edit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.UnixFsException;
import org.helia.unixfs.internal.chunk.Boundary;

/** The bytes to write, which know whether there are more of them. One thread uses them. */
final class Chunks {
  private final InputStream in;
  private final int maxChunk;
  private final Boundary boundary;
  private final Progress progress;
  private int next;

  /** What was read beyond the last chunk, to find where it ends. */
  private byte[] rest = {};

  /**
   * @param in not closed
   */
  Chunks(InputStream in, Chunker chunker, Progress progress) {
    this.in = in;
    this.maxChunk = chunker.maxBytes();
    this.boundary = Boundary.of(chunker);
    this.progress = progress;
    advance();
  }

  private void advance() {
    try {
      next = in.read();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UnixFsException unreadable(IOException e) {
    return new UnixFsException("cannot read what is to be written: " + e, e);
  }

  /** Whether all was taken. */
  boolean done() {
    return next < 0 && rest.length == 0;
  }

  /**
   * Takes the next bytes, as many as there are for the room; returns how many. Not after {@link
   * #chunk}, which reads ahead.
   */
  int read(byte[] to, int offset, int length) {
    if (next < 0 || length == 0) {
      return 0;
    }
    CancelledException.checkpoint("writing");
    try {
      to[offset] = (byte) next;
      int count = 1 + in.readNBytes(to, offset + 1, length - 1);
      progress.advanced(0, count);
      advance();
      return count;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The next chunk. */
  byte[] chunk() {
    byte[] window = new byte[maxChunk];
    System.arraycopy(rest, 0, window, 0, rest.length);
    int end = rest.length + read(window, rest.length, maxChunk - rest.length);
    int cut = boundary.next(window, 0, end);
    rest = Arrays.copyOfRange(window, cut, end);
    return cut == window.length ? window : Arrays.copyOf(window, cut);
  }
}
