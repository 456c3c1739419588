package org.helia.ipld.car;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CARv1, or the CARv1 in a CARv2, section by section. Nothing is allocated for a length
 * before it was compared with its limit.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 * @see <a href="https://ipld.io/specs/transport/car/carv2/">CARv2 specification</a>
 */
public final class CarReader {
  /**
   * The longest section that is read: the largest block from outside and the longest CID, in bytes.
   */
  public static final int MAX_SECTION_BYTES = Block.MAX_OUTSIDE_BYTES + Cid.MAX_SIZE;

  private final CarInput in;
  private final List<Cid> roots;
  private final @Nullable CarV2Header v2;

  /**
   * Reads the header.
   *
   * @throws MalformedCarException when the stream does not begin like a CAR
   */
  public CarReader(InputStream stream) {
    in = new CarInput(stream);
    CarHeader outer = readHeader();
    v2 = outer.version() == 2 ? readV2Header() : null;
    roots = v2 == null ? outer.roots() : readInnerHeader(v2).roots();
  }

  /** The roots that the header names. */
  public List<Cid> roots() {
    return roots;
  }

  /** Where the parts of a CARv2 lie; empty for a CARv1. */
  public Optional<CarV2Header> v2() {
    return Optional.ofNullable(v2);
  }

  /** How many bytes were read. */
  public long position() {
    return in.position();
  }

  private CarV2Header readV2Header() {
    if (in.position() != CarV2Header.PRAGMA_BYTES) {
      throw new MalformedCarException(
          0,
          "a CARv2 begins with its pragma of %d bytes, but this version 2 takes %d"
              .formatted(CarV2Header.PRAGMA_BYTES, in.position()));
    }
    return CarV2Header.decode(readWhole(CarV2Header.BYTES, "its CARv2 header"));
  }

  private CarHeader readInnerHeader(CarV2Header header) {
    long padding = header.dataOffset() - in.position();
    if (in.skip(padding) < padding) {
      throw new MalformedCarException(in.position(), "it ends before the data of the CARv2");
    }
    in.endAt(header.dataEnd());
    long start = in.position();
    CarHeader inner = readHeader();
    if (inner.version() != 1) {
      throw new MalformedCarException(
          start, "the data of a CARv2 must be of version 1, but is of version " + inner.version());
    }
    return inner;
  }

  private CarHeader readHeader() {
    long start = in.position();
    long length = readLength(start, "its header");
    if (length == 0 || length > CarHeader.MAX_BYTES) {
      throw new MalformedCarException(
          start,
          "a header of %d bytes, where 1 to %d may be".formatted(length, CarHeader.MAX_BYTES));
    }
    return CarHeader.decode(readWhole((int) length, "its header"), start);
  }

  /**
   * The next section.
   *
   * @return empty at the end of the CAR
   * @throws MalformedCarException when the section is cut off or malformed
   */
  public Optional<CarSection> next() {
    if (!in.peek(1).hasRemaining()) {
      finish();
      return Optional.empty();
    }
    long start = in.position();
    long length = readLength(start, "a section");
    if (length == 0 || length > MAX_SECTION_BYTES) {
      throw new MalformedCarException(
          start,
          "a section of %d bytes, where 1 to %d may be".formatted(length, MAX_SECTION_BYTES));
    }
    return Optional.of(new CarSection(start, readBlock(start, (int) length)));
  }

  private Block readBlock(long start, int length) {
    Cid cid = readCid(start, length);
    int size = length - cid.size();
    if (size > Block.MAX_OUTSIDE_BYTES) {
      throw new MalformedCarException(
          start,
          "block %s of %d bytes is over the limit of %d"
              .formatted(cid, size, Block.MAX_OUTSIDE_BYTES));
    }
    byte[] bytes = new byte[size];
    int found = in.readFully(bytes);
    if (found < size) {
      throw new MalformedCarException(
          start, "it ends after %d of the %d bytes of block %s".formatted(found, size, cid));
    }
    return Block.of(cid, bytes);
  }

  private Cid readCid(long start, int length) {
    int wanted = Math.min(length, Cid.MAX_SIZE);
    ByteBuffer ahead = in.peek(wanted);
    int found = ahead.remaining();
    try {
      Cid cid = Cid.read(ahead);
      in.advance(found - ahead.remaining());
      return cid;
    } catch (MultiformatsException e) {
      String fault = found < wanted ? "it ends in a CID" : "a section without a valid CID";
      throw new MalformedCarException(start, fault + ": " + e.getMessage(), e);
    }
  }

  private long readLength(long start, String what) {
    ByteBuffer ahead = in.peek(Varint.MAX_SIZE);
    int found = ahead.remaining();
    try {
      long length = Varint.read(ahead);
      in.advance(found - ahead.remaining());
      return length;
    } catch (MultiformatsException e) {
      throw new MalformedCarException(
          start, "the length of %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private byte[] readWhole(int length, String what) {
    long start = in.position();
    byte[] bytes = new byte[(int) Math.min(length, in.left())];
    int found = in.readFully(bytes);
    if (found < length) {
      throw new MalformedCarException(
          start, "it ends after %d of the %d bytes of %s".formatted(found, length, what));
    }
    return bytes;
  }

  /** A CARv2 must hold all its data; what is behind, an index, is read so that a pipe can end. */
  private void finish() {
    if (v2 == null) {
      return;
    }
    if (in.left() > 0) {
      throw new MalformedCarException(
          in.position(), "it ends %d bytes before the end of its data".formatted(in.left()));
    }
    in.endAt(Long.MAX_VALUE);
    in.skip(Long.MAX_VALUE);
    in.endAt(in.position());
  }
}
