package org.helia.blockstore.car.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.helia.api.car.CarException;
import org.helia.api.car.CarIndexKind;
import org.helia.ipld.car.CarFile;
import org.helia.ipld.car.CarIndex;
import org.helia.ipld.car.CarLayout;
import org.helia.ipld.car.CarV2Header;
import org.helia.ipld.car.IndexedCar;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of a mounted CAR: the one in it, if it has one; otherwise one that was made before and
 * kept beside the file, or is made now.
 *
 * <p>What is kept beside the file begins with a stamp, by which it is known whether it belongs to
 * the file as it is now.
 *
 * @param index what is looked up in
 * @param own the file of an index outside the CAR
 * @param temporary that file, when it is to go with the mount
 */
record MountIndex(CarIndex index, @Nullable CarFile own, @Nullable Path temporary) {
  /** Behind the name of the CAR. */
  static final String SUFFIX = ".helia-index";

  private static final Logger LOG = LoggerFactory.getLogger(MountIndex.class);
  private static final byte[] MAGIC = "heliaidx".getBytes(StandardCharsets.US_ASCII);
  private static final int STAMP_BYTES = MAGIC.length + 2 * Long.BYTES;

  static MountIndex open(CarFile car, CarLayout layout) {
    Optional<CarIndex> inside = inside(car, layout);
    if (inside.isPresent()) {
      return new MountIndex(inside.get(), null, null);
    }
    try {
      byte[] stamp = stamp(car);
      Path kept = car.path().resolveSibling(car.path().getFileName() + SUFFIX);
      Optional<MountIndex> before = kept(kept, stamp, layout);
      return before.isPresent() ? before.get() : make(car, layout, kept, stamp);
    } catch (IOException e) {
      throw new CarException("the index of %s cannot be made: %s".formatted(car, e), e);
    }
  }

  private static Optional<CarIndex> inside(CarFile car, CarLayout layout) {
    try {
      return layout
          .v2()
          .filter(CarV2Header::hasIndex)
          .map(v2 -> new CarIndex(car, v2.indexOffset(), v2.dataSize()));
    } catch (CarException e) {
      LOG.warn("{} has an index that cannot be used, so another one is made", car, e);
      return Optional.empty();
    }
  }

  private static byte[] stamp(CarFile car) throws IOException {
    return ByteBuffer.allocate(STAMP_BYTES)
        .put(MAGIC)
        .putLong(car.size())
        .putLong(Files.getLastModifiedTime(car.path()).toMillis())
        .array();
  }

  private static Optional<MountIndex> kept(Path path, byte[] stamp, CarLayout layout) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    CarFile file = CarFile.open(path);
    try {
      byte[] found = new byte[STAMP_BYTES];
      if (file.read(0, found) == STAMP_BYTES && Arrays.equals(found, stamp)) {
        return Optional.of(new MountIndex(index(file, layout), file, null));
      }
    } catch (CarException e) {
      LOG.warn("{} cannot be used, so another index is made", path, e);
    }
    file.close();
    return Optional.empty();
  }

  private static CarIndex index(CarFile file, CarLayout layout) {
    return new CarIndex(file, STAMP_BYTES, layout.dataEnd() - layout.dataOffset());
  }

  private static MountIndex make(CarFile car, CarLayout layout, Path kept, byte[] stamp)
      throws IOException {
    Path made = newFile(kept);
    try {
      try (OutputStream out = Files.newOutputStream(made)) {
        out.write(stamp);
        IndexedCar.writeIndex(car, layout, CarIndexKind.MULTIHASH_SORTED, out);
      }
      boolean keep = kept.getParent() != null && kept.getParent().equals(made.getParent());
      if (keep) {
        Files.move(made, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      }
      CarFile file = CarFile.open(keep ? kept : made);
      return new MountIndex(index(file, layout), file, keep ? null : made);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(made);
      throw e;
    }
  }

  /** Beside the CAR or, where nothing can be written, among the temporary files. */
  private static Path newFile(Path kept) throws IOException {
    Path folder = kept.toAbsolutePath().getParent();
    try {
      return Files.createTempFile(folder, kept.getFileName() + ".", ".tmp");
    } catch (IOException e) {
      LOG.debug("no index can be kept in {}", folder, e);
      return Files.createTempFile("helia-car-index", SUFFIX);
    }
  }

  /** Closes the index's own file. */
  void close() {
    if (own != null) {
      own.close();
    }
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        LOG.warn("{} cannot be deleted", temporary, e);
      }
    }
  }
}
