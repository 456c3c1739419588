package org.helia.unixfs.internal.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.NotAFileException;
import org.jspecify.annotations.Nullable;

/** The bytes of a file. Whoever copies them with {@link #transferTo} gets them without a copy. */
public final class FileStream extends InputStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FileWalk walk;
  private final NodeLoader nodes;
  private ByteBuffer piece;
  private @Nullable HeliaException failure;
  private boolean closed;

  private FileStream(FileWalk walk, NodeLoader nodes) {
    this.walk = walk;
    this.nodes = nodes;
    ByteBuffer first = walk.next();
    this.piece = first == null ? NOTHING : first;
  }

  /**
   * Opens a file. The beginning of the range is fetched at once, so that what is wrong with it is
   * thrown from here.
   *
   * @param nodes closed with the stream
   * @throws NotAFileException when it is something else
   */
  public static FileStream open(Resolved file, ByteRange range, NodeLoader nodes) {
    if (!(file.node() instanceof FileNode node)) {
      throw new NotAFileException(file.path(), file.node().description());
    }
    if (range.equals(ByteRange.ALL)) {
      nodes.expectDag(node.cid());
    }
    return new FileStream(new FileWalk(node, file.path(), range, nodes), nodes);
  }

  @Override
  public int read() throws IOException {
    return hasPiece() ? piece.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (!hasPiece()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(to, offset, count);
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long transferred = 0;
    while (hasPiece()) {
      int count = piece.remaining();
      out.write(piece.array(), piece.arrayOffset() + piece.position(), count);
      piece = NOTHING;
      transferred += count;
    }
    return transferred;
  }

  @Override
  public long skip(long bytes) throws IOException {
    requireUsable();
    int here = (int) Math.max(0, Math.min(bytes, piece.remaining()));
    piece.position(piece.position() + here);
    return here + walk.skip(bytes - here);
  }

  @Override
  public int available() throws IOException {
    requireUsable();
    return piece.remaining();
  }

  @Override
  public void close() {
    closed = true;
    piece = NOTHING;
    nodes.close();
  }

  private boolean hasPiece() throws IOException {
    requireUsable();
    if (piece.hasRemaining()) {
      return true;
    }
    try {
      ByteBuffer next = walk.next();
      piece = next == null ? NOTHING : next;
      return next != null;
    } catch (HeliaException e) {
      failure = e;
      throw asIo(e);
    }
  }

  /** After an error there is no way on: the next piece would not be the one that is due. */
  private void requireUsable() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (failure != null) {
      throw asIo(failure);
    }
  }

  private static IOException asIo(HeliaException e) {
    IOException error =
        e instanceof CancelledException
            ? new InterruptedIOException(e.getMessage())
            : new IOException(e.getMessage());
    error.initCause(e);
    return error;
  }
}
