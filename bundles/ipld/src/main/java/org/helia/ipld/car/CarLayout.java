package org.helia.ipld.car;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.Cid;

/**
 * Where the parts of a CAR file lie, in bytes from its beginning.
 *
 * @param roots the roots that the header names
 * @param v2 the header of a CARv2; empty for a CARv1
 * @param dataOffset where the CARv1 begins: offsets in an index count from here
 * @param firstSection where the first section begins
 * @param dataEnd where the last one ends
 */
public record CarLayout(
    List<Cid> roots, Optional<CarV2Header> v2, long dataOffset, long firstSection, long dataEnd) {
  /** Keeps its own copy of the list. */
  public CarLayout {
    roots = List.copyOf(roots);
  }

  /**
   * Reads the headers of a file.
   *
   * @throws MalformedCarException when it does not begin like a CAR, or is shorter than its header
   *     says
   */
  public static CarLayout of(CarFile file) {
    CarReader reader = new CarReader(stream(file));
    long dataOffset = reader.v2().map(CarV2Header::dataOffset).orElse(0L);
    long dataEnd = reader.v2().map(CarV2Header::dataEnd).orElse(file.size());
    if (dataEnd > file.size()) {
      throw new MalformedCarException(
          file.size(),
          "it ends %d bytes before the end of its data".formatted(dataEnd - file.size()));
    }
    return new CarLayout(reader.roots(), reader.v2(), dataOffset, reader.position(), dataEnd);
  }

  private static InputStream stream(CarFile file) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        byte[] part = new byte[Math.min(length, 64 * 1024)];
        int count = file.read(position, part);
        System.arraycopy(part, 0, bytes, offset, count);
        position += count;
        return count == 0 && length > 0 ? -1 : count;
      }
    };
  }
}
