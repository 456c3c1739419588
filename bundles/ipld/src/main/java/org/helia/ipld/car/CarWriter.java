package org.helia.ipld.car;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.car.CarException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Varint;

/**
 * Writes a CARv1. Small blocks are gathered in a buffer; large ones go from the block's own array
 * to the stream.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 */
public final class CarWriter {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final OutputStream out;
  private final ByteBuffer prefix = ByteBuffer.allocate(Varint.MAX_SIZE + Cid.MAX_SIZE);
  private long blocks;
  private long bytes;

  /**
   * Writes the header.
   *
   * @param stream not closed
   * @throws CarException when there are too many roots for a header, or the stream fails
   */
  public CarWriter(OutputStream stream, List<Cid> roots) {
    out = new BufferedOutputStream(stream, BUFFER_BYTES);
    byte[] header = new CarHeader(1, roots).encode();
    if (header.length > CarHeader.MAX_BYTES) {
      throw new CarException(
          "%d roots make a header of %d bytes, over the limit of %d: export fewer at once"
              .formatted(roots.size(), header.length, CarHeader.MAX_BYTES));
    }
    Varint.write(header.length, prefix);
    write(header);
  }

  /**
   * Writes a section.
   *
   * @return where it begins, in bytes from the beginning of the CARv1
   * @throws CarException when the stream fails
   */
  public long write(Block block) {
    long offset = bytes;
    Cid cid = block.cid();
    Varint.write((long) cid.size() + block.size(), prefix);
    cid.writeTo(prefix);
    write(block.bytes());
    blocks++;
    return offset;
  }

  /** Writes what is in {@link #prefix}, and the content behind it. */
  private void write(byte[] content) {
    try {
      out.write(prefix.array(), 0, prefix.position());
      out.write(content);
    } catch (IOException e) {
      throw failed(e);
    }
    bytes += prefix.position() + content.length;
    prefix.clear();
  }

  /**
   * Hands everything to the stream and flushes it.
   *
   * @throws CarException when the stream fails
   */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private HeliaException failed(IOException e) {
    if (e instanceof ClosedByInterruptException || e instanceof InterruptedIOException) {
      CancelledException cancelled = CancelledException.interrupted("writing a CAR");
      cancelled.addSuppressed(e);
      return cancelled;
    }
    return new CarException("the CAR cannot be written behind byte %d: %s".formatted(bytes, e), e);
  }

  /** How many blocks were written. */
  public long blocks() {
    return blocks;
  }

  /** How many bytes were written, the header included. */
  public long bytes() {
    return bytes;
  }
}
