package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;

/** The beginning of another stream, which stays open. */
final class FirstBytes extends InputStream {
  private final InputStream in;
  private long left;

  FirstBytes(InputStream in, long count) {
    this.in = in;
    this.left = count;
  }

  @Override
  public int read() throws IOException {
    int read = left == 0 ? -1 : in.read();
    left -= read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int read = left == 0 ? -1 : in.read(to, offset, (int) Math.min(left, length));
    left -= Math.max(0, read);
    return read;
  }
}
