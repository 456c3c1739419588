package org.helia.blockstore.memory.internal;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.block.BlockstoreName;
import org.helia.multiformats.Multihash;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Keeps blocks in memory, up to a limit. Closing forgets them, so the limit is also how much is
 * lost when the bundle stops; changing the configuration loses nothing.
 */
@Component(configurationPid = "org.helia.blockstore.memory", immediate = true)
@Designate(ocd = MemoryBlockstoreConfig.class)
@BlockstoreName(MemoryBlockstore.NAME)
public final class MemoryBlockstore implements Blockstore {
  static final String NAME = "memory";

  /**
   * What a block takes besides its bytes: map entry, multihash, array headers; about, and rounded
   * up.
   */
  static final int OVERHEAD_BYTES = 160;

  private final ConcurrentMap<Multihash, byte[]> blocks = new ConcurrentHashMap<>();
  private final AtomicLong used = new AtomicLong();
  private volatile long maxBytes;
  private volatile boolean closed;

  /** Opens an empty store. */
  @Activate
  public MemoryBlockstore(MemoryBlockstoreConfig config) {
    this(config.maxBytes());
  }

  MemoryBlockstore(long configuredBytes) {
    maxBytes = limit(configuredBytes);
  }

  /** Takes over a changed limit. */
  @Modified
  void configure(MemoryBlockstoreConfig config) {
    maxBytes = limit(config.maxBytes());
  }

  long maxBytes() {
    return maxBytes;
  }

  private static long limit(long configured) {
    if (configured < 0) {
      throw new IllegalArgumentException(
          "maxBytes must be 0 (half of the heap) or more, not " + configured);
    }
    return configured == 0 ? Runtime.getRuntime().maxMemory() / 2 : configured;
  }

  /**
   * Refuses every call from now on. The blocks stay until the store itself goes, so that nobody who
   * lists them at this moment takes a part for the whole.
   */
  @Deactivate
  void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new BlockstoreClosedException(NAME);
    }
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    checkOpen();
    return Optional.ofNullable(blocks.get(hash));
  }

  @Override
  public OptionalInt size(Multihash hash) {
    checkOpen();
    byte[] bytes = blocks.get(hash);
    return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes.length);
  }

  @Override
  public boolean has(Multihash hash) {
    checkOpen();
    return blocks.containsKey(hash);
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    checkOpen();
    if (!blocks.containsKey(hash)) {
      // Within the map's own step for this hash, or two threads would need room for one block.
      blocks.computeIfAbsent(hash, absent -> withRoom(absent, bytes));
    }
  }

  private byte[] withRoom(Multihash hash, byte[] bytes) {
    long room = room(bytes);
    if (!reserve(room)) {
      throw full(hash, room);
    }
    return bytes;
  }

  private static long room(byte[] bytes) {
    return (long) bytes.length + OVERHEAD_BYTES;
  }

  private boolean reserve(long room) {
    long mostBefore = maxBytes - room;
    long before = used.getAndUpdate(now -> now <= mostBefore ? now + room : now);
    return before <= mostBefore;
  }

  private BlockstoreFullException full(Multihash hash, long room) {
    long limit = maxBytes;
    return new BlockstoreFullException(
        ("blockstore %s is full: block %s needs %d bytes, %d of %d are free;"
                + " raise maxBytes of org.helia.blockstore.memory or delete blocks")
            .formatted(NAME, hash, room, Math.max(0, limit - used.get()), limit));
  }

  @Override
  public void sync() {
    checkOpen();
  }

  @Override
  public boolean delete(Multihash hash) {
    checkOpen();
    byte[] removed = blocks.remove(hash);
    if (removed == null) {
      return false;
    }
    used.addAndGet(-room(removed));
    return true;
  }

  @Override
  public Stream<Multihash> hashes() {
    checkOpen();
    return blocks.keySet().stream().peek(hash -> checkOpen());
  }

  /** What the log calls it. */
  @Override
  public String toString() {
    return "blockstore " + NAME;
  }
}
