package org.helia.ipld.car;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;

/**
 * Goes through the sections of a CAR file without reading the blocks in them. For one thread.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/#data">CARv1, data</a>
 */
public final class CarScanner {
  /** What is read at once: a section's beginning, and several sections when they are small. */
  private static final int WINDOW_BYTES = 16 * 1024;

  /** The longest beginning of a section: its length and its CID. */
  private static final int MAX_HEAD_BYTES = Varint.MAX_SIZE + Cid.MAX_SIZE;

  private final CarFile file;
  private final long end;
  private final byte[] window = new byte[WINDOW_BYTES];
  private long windowStart;
  private int windowLength;
  private long position;

  /**
   * Where a block lies.
   *
   * @param offset where its section begins, in bytes from the beginning of the file
   * @param cid its CID, unchecked
   * @param blockOffset where its bytes begin
   * @param blockSize how many they are
   */
  public record Entry(long offset, Cid cid, long blockOffset, int blockSize) {
    long end() {
      return blockOffset + blockSize;
    }
  }

  /**
   * Scans the sections of a CAR.
   *
   * @param layout where they lie
   */
  public CarScanner(CarFile file, CarLayout layout) {
    this(file, layout.firstSection(), layout.dataEnd());
  }

  private CarScanner(CarFile file, long from, long end) {
    this.file = file;
    this.position = from;
    this.end = end;
  }

  /**
   * The section that begins at some offset.
   *
   * @throws MalformedCarException when none can begin there
   */
  public static Entry at(CarFile file, CarLayout layout, long offset) {
    if (offset < layout.firstSection() || offset >= layout.dataEnd()) {
      throw new MalformedCarException(
          offset,
          "no section can begin there: they lie from byte %d to %d"
              .formatted(layout.firstSection(), layout.dataEnd()));
    }
    byte[] head = new byte[(int) Math.min(MAX_HEAD_BYTES, layout.dataEnd() - offset)];
    int found = file.read(offset, head);
    return entry(ByteBuffer.wrap(head, 0, found), offset, layout.dataEnd());
  }

  /**
   * The next section.
   *
   * @return empty at the end
   * @throws MalformedCarException when it is cut off or malformed
   */
  public Optional<Entry> next() {
    if (position >= end) {
      return Optional.empty();
    }
    Entry entry = entry(head(), position, end);
    position = entry.end();
    return Optional.of(entry);
  }

  private ByteBuffer head() {
    int wanted = (int) Math.min(MAX_HEAD_BYTES, end - position);
    boolean inWindow = position >= windowStart && position + wanted <= windowStart + windowLength;
    if (!inWindow) {
      int length = (int) Math.min(WINDOW_BYTES, end - position);
      windowLength = file.read(position, window, length);
      windowStart = position;
    }
    int from = (int) (position - windowStart);
    return ByteBuffer.wrap(window, from, Math.min(wanted, windowLength - from));
  }

  private static Entry entry(ByteBuffer head, long offset, long end) {
    int from = head.position();
    try {
      long length = Varint.read(head);
      long content = offset + head.position() - from;
      if (length == 0 || length > CarReader.MAX_SECTION_BYTES) {
        throw new MalformedCarException(
            offset,
            "a section of %d bytes, where 1 to %d may be"
                .formatted(length, CarReader.MAX_SECTION_BYTES));
      }
      if (length > end - content) {
        throw new MalformedCarException(
            offset,
            "a section of %d bytes, while the data ends after %d".formatted(length, end - content));
      }
      Cid cid = Cid.read(head);
      if (cid.size() > length) {
        throw new MalformedCarException(offset, "a section that ends in its CID");
      }
      return new Entry(offset, cid, content + cid.size(), (int) length - cid.size());
    } catch (MultiformatsException e) {
      throw new MalformedCarException(offset, "no section with a valid CID: " + e.getMessage(), e);
    }
  }
}
