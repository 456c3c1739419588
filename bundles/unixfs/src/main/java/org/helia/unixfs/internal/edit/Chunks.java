package org.helia.unixfs.internal.edit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.unixfs.UnixFsException;

/** The bytes to write, which know whether there are more of them. One thread uses them. */
final class Chunks {
  private final InputStream in;
  private final int chunkBytes;
  private final Progress progress;
  private int next;

  /**
   * @param in not closed
   */
  Chunks(InputStream in, int chunkBytes, Progress progress) {
    this.in = in;
    this.chunkBytes = chunkBytes;
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
    return next < 0;
  }

  /** Takes the next bytes, as many as there are for the room; returns how many. */
  int read(byte[] to, int offset, int length) {
    if (done() || length == 0) {
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

  /** The next chunk; the last one is shorter. */
  byte[] chunk() {
    byte[] chunk = new byte[chunkBytes];
    int count = read(chunk, 0, chunkBytes);
    return count == chunkBytes ? chunk : Arrays.copyOf(chunk, count);
  }
}
