package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreName;
import org.helia.multiformats.Multihash;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each block in a file, in the layout of Kubo's datastore. What was synced survives a crash
 * of the process, of the system and of the power.
 *
 * <p>A changed configuration closes the store and opens it anew.
 */
@Component(configurationPid = FlatfsBlockstore.PID, immediate = true)
@Designate(ocd = FlatfsConfig.class)
@BlockstoreName(FlatfsBlockstore.NAME)
public final class FlatfsBlockstore implements Blockstore {
  static final String NAME = "flatfs";
  static final String PID = "org.helia.blockstore.flatfs";

  private static final Logger LOG = LoggerFactory.getLogger(FlatfsBlockstore.class);

  private final FlatfsStore store;
  private final IoErrors errors;
  private final CallGate calls = new CallGate(NAME);

  /**
   * Opens the folder that is configured.
   *
   * @throws BlockstoreException when it is in use, is no folder of blocks, or cannot be written to
   */
  @Activate
  public FlatfsBlockstore(BundleContext context, FlatfsConfig config) {
    this(
        folder(HeliaHome.of(context), config.path()),
        new LocalDisk(),
        FlatfsLimits.DEFAULT,
        InstantSource.system());
  }

  FlatfsBlockstore(Path root, Disk disk, FlatfsLimits limits, InstantSource clock) {
    errors = new IoErrors(root);
    try {
      store = FlatfsStore.open(root, disk, limits, clock);
    } catch (IOException e) {
      throw errors.writing("opening it", 0, e);
    }
  }

  static Path folder(HeliaHome home, String path) {
    if (path.isBlank()) {
      return home.repository().resolve("blocks");
    }
    try {
      return home.resolve(path.strip()).normalize();
    } catch (InvalidPathException e) {
      throw new BlockstoreException(
          "option path of %s is no path: %s".formatted(PID, e.getMessage()), e);
    }
  }

  /** Makes everything durable and releases the folder. Calls from now on are refused. */
  @Deactivate
  void close() {
    if (!calls.close()) {
      return;
    }
    try {
      store.close();
    } catch (IOException e) {
      LOG.error(
          "{} could not make all blocks files; what was synced is safe in its journal and comes back"
              + " when it is opened: {}",
          this,
          e.toString());
    }
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    calls.enter();
    try {
      return Optional.ofNullable(store.get(hash));
    } catch (IOException e) {
      throw errors.reading("reading block " + BlockName.of(hash), e);
    } finally {
      calls.exit();
    }
  }

  @Override
  public OptionalInt size(Multihash hash) {
    calls.enter();
    try {
      long size = store.size(hash);
      return size == Disk.ABSENT ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(size));
    } catch (IOException e) {
      throw errors.reading("looking up block " + BlockName.of(hash), e);
    } finally {
      calls.exit();
    }
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    calls.enter();
    try {
      store.put(hash, bytes);
    } catch (IOException e) {
      throw errors.writing("storing block " + BlockName.of(hash), bytes.length, e);
    } finally {
      calls.exit();
    }
  }

  @Override
  public void sync() {
    calls.enter();
    try {
      store.sync();
    } catch (IOException e) {
      throw errors.writing("making blocks durable", 0, e);
    } finally {
      calls.exit();
    }
  }

  @Override
  public boolean delete(Multihash hash) {
    calls.enter();
    try {
      return store.delete(hash);
    } catch (IOException e) {
      throw errors.writing("deleting block " + BlockName.of(hash), 0, e);
    } finally {
      calls.exit();
    }
  }

  @Override
  public Stream<Multihash> hashes() {
    calls.enter();
    try {
      return new BlockStream(store.walk(), errors, calls).stream();
    } catch (IOException e) {
      throw errors.reading("listing blocks", e);
    } finally {
      calls.exit();
    }
  }

  /** What the log calls it. */
  @Override
  public String toString() {
    return "blockstore " + NAME + " at " + errors.root();
  }
}
