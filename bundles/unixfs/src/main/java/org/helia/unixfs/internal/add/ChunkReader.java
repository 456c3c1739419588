package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of unknown length into chunks of a fixed size. The bytes are read straight into the
 * block that they become; only the last chunk, which is shorter, is moved.
 */
final class ChunkReader implements LeafReader {
  private final InputStream in;
  private final LeafForm form;
  private final int chunkBytes;

  ChunkReader(InputStream in, LeafForm form, int chunkBytes) {
    this.in = in;
    this.form = form;
    this.chunkBytes = chunkBytes;
  }

  @Override
  public @Nullable Leaf next() throws IOException {
    // One byte first: most streams end where a chunk would begin, and then no block is needed.
    int first = in.read();
    if (first < 0) {
      return null;
    }
    byte[] block = new byte[form.blockBytes(chunkBytes)];
    int head = form.headBytes(chunkBytes);
    block[head] = (byte) first;
    int read = 1 + in.readNBytes(block, head + 1, chunkBytes - 1);
    if (read < chunkBytes) {
      block = shorter(block, head, read);
    }
    form.frame(block, read);
    return new Leaf(block, read);
  }

  private byte[] shorter(byte[] block, int head, int chunk) {
    byte[] exact = new byte[form.blockBytes(chunk)];
    System.arraycopy(block, head, exact, form.headBytes(chunk), chunk);
    return exact;
  }
}
