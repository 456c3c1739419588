package org.helia.blockstore.car.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.ReadOnlyBlockstore;
import org.helia.api.car.CarException;
import org.helia.ipld.car.CarFile;
import org.helia.ipld.car.CarLayout;
import org.helia.ipld.car.IndexedCar;
import org.helia.multiformats.Multihash;

/** The blocks of one CAR file. In memory is a small part of its index. */
final class CarBlockstore implements ReadOnlyBlockstore {
  private final String name;
  private final CarFile file;
  private final MountIndex index;
  private final IndexedCar car;
  private volatile boolean closed;

  /**
   * Opens a file, and makes its index when it has none that is of use.
   *
   * @throws CarException when it cannot be read, or is not a CAR
   */
  static CarBlockstore open(String name, Path path) {
    CarFile file = CarFile.open(path);
    try {
      return new CarBlockstore(name, file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private CarBlockstore(String name, CarFile file) {
    this.name = name;
    this.file = file;
    CarLayout layout = CarLayout.of(file);
    this.index = MountIndex.open(file, layout);
    this.car = new IndexedCar(file, layout, index.index());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    return reading(() -> car.get(hash));
  }

  @Override
  public OptionalInt size(Multihash hash) {
    return reading(
        () ->
            car.find(hash)
                .map(entry -> OptionalInt.of(entry.blockSize()))
                .orElse(OptionalInt.empty()));
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    checkOpen();
    ReadOnlyBlockstore.super.put(hash, bytes);
  }

  @Override
  public void sync() {
    checkOpen();
  }

  @Override
  public Stream<Multihash> hashes() {
    return reading(car::hashes).peek(hash -> checkOpen());
  }

  /** A file that is closed under a read is a store that leaves. */
  private <R> R reading(Supplier<R> read) {
    checkOpen();
    try {
      return read.get();
    } catch (CarException e) {
      checkOpen();
      throw new BlockstoreException("blockstore %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new BlockstoreClosedException(name);
    }
  }

  /** Refuses every call from now on. */
  void close() {
    closed = true;
    file.close();
    index.close();
  }

  /** What the log calls it. */
  @Override
  public String toString() {
    return "blockstore " + name;
  }
}
