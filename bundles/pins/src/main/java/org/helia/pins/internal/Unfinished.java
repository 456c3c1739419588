package org.helia.pins.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.multiformats.Cid;
import org.helia.platform.BlockSet;

/**
 * What is known to be complete of pins that are being added: {@code w}, the length and bytes of CID
 * and owner, and the root of a part all of whose blocks were there; the value is when that was.
 */
final class Unfinished {
  private static final byte WORK = 'w';
  private static final int BATCH = 1000;

  private final Datastore store;

  Unfinished(Datastore store) {
    this.store = store;
  }

  private static byte[] prefix(Cid cid, String owner) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + 2 + cid.size() + name.length);
    key.put(WORK).putShort((short) (cid.size() + name.length));
    cid.writeTo(key);
    return key.put(name).array();
  }

  /** Notes that a part is complete. */
  void add(Cid cid, String owner, Cid part, Instant now) {
    byte[] prefix = prefix(cid, owner);
    ByteBuffer key = ByteBuffer.allocate(prefix.length + part.size()).put(prefix);
    part.writeTo(key);
    store.put(key.array(), ByteBuffer.allocate(8).putLong(now.toEpochMilli()).array());
  }

  /**
   * The parts that are complete.
   *
   * @param keeper protects each from garbage collection. Only then is the age looked at: a
   *     collection that had read its roots before took the part for one of them, as it was younger
   * @param lasting how old a note may be
   */
  BlockSet of(Cid cid, String owner, Consumer<Cid> keeper, InstantSource clock, Duration lasting) {
    BlockSet parts = new BlockSet();
    try (Stream<DatastoreEntry> entries = store.scan(prefix(cid, owner))) {
      entries.forEach(
          entry -> {
            Cid part = part(entry);
            keeper.accept(part);
            if (!isOver(entry, clock.instant(), lasting)) {
              parts.add(part);
            }
          });
    }
    return parts;
  }

  private static Cid part(DatastoreEntry entry) {
    ByteBuffer key = ByteBuffer.wrap(entry.key());
    key.get();
    int skip = Short.toUnsignedInt(key.getShort());
    key.position(key.position() + skip);
    return Cid.read(key);
  }

  private static boolean isOver(DatastoreEntry entry, Instant now, Duration lasting) {
    Instant noted = Instant.ofEpochMilli(ByteBuffer.wrap(entry.value()).getLong());
    return noted.plus(lasting).isBefore(now);
  }

  /** The roots of all parts that are not too old. Those that are go. Close the stream. */
  Stream<Cid> parts(Instant now, Duration lasting) {
    return store
        .scan(new byte[] {WORK})
        .filter(
            entry -> {
              boolean over = isOver(entry, now, lasting);
              if (over) {
                store.delete(entry.key());
              }
              return !over;
            })
        .map(Unfinished::part);
  }

  /** The pin is there, or given up. */
  void forget(Cid cid, String owner) {
    DatastoreBatch batch;
    do {
      batch = new DatastoreBatch();
      try (Stream<DatastoreEntry> entries = store.scan(prefix(cid, owner))) {
        entries.limit(BATCH).map(DatastoreEntry::key).forEach(batch::delete);
      }
      if (batch.size() > 0) {
        store.write(batch);
      }
    } while (batch.size() == BATCH);
  }
}
