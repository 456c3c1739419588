package org.helia.pins.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/**
 * The pins on disk, by CID and owner: {@code p}, the bytes of the CID, the owner. A CID's bytes say
 * where they end.
 */
final class PinRecords {
  private static final byte PIN = 'p';

  private final Datastore store;

  PinRecords(Datastore store) {
    this.store = store;
  }

  private static byte[] key(Cid cid, String owner) {
    byte[] name = owner.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + cid.size() + name.length).put(PIN);
    cid.writeTo(key);
    return key.put(name).array();
  }

  private static Pin pin(DatastoreEntry entry) {
    ByteBuffer key = ByteBuffer.wrap(entry.key());
    key.get();
    try {
      Cid cid = Cid.read(key);
      String owner = StandardCharsets.UTF_8.decode(key).toString();
      return PinCodec.decode(cid, owner, entry.value());
    } catch (MultiformatsException e) {
      throw new PinException("the record of a pin is damaged: " + e.getMessage(), e);
    }
  }

  Optional<Pin> get(Cid cid, String owner) {
    return store.get(key(cid, owner)).map(value -> PinCodec.decode(cid, owner, value));
  }

  List<Pin> of(Cid cid) {
    try (Stream<DatastoreEntry> entries = store.scan(key(cid, ""))) {
      return entries.map(PinRecords::pin).toList();
    }
  }

  /** All, also those that are over. Close the stream. */
  Stream<Pin> all() {
    return store.scan(new byte[] {PIN}).map(PinRecords::pin);
  }

  void put(Pin pin) {
    store.put(key(pin.cid(), pin.owner()), PinCodec.encode(pin));
  }

  /** The one in place of the other, at once. */
  void replace(Pin old, Pin pin) {
    store.write(
        new DatastoreBatch()
            .delete(key(old.cid(), old.owner()))
            .put(key(pin.cid(), pin.owner()), PinCodec.encode(pin)));
  }

  void delete(Cid cid, String owner) {
    store.delete(key(cid, owner));
  }

  /** Removes a pin that is over, unless it was renewed meanwhile. */
  void deleteExpired(Pin pin, Instant now) {
    if (get(pin.cid(), pin.owner()).filter(known -> known.isExpired(now)).isPresent()) {
      delete(pin.cid(), pin.owner());
    }
  }
}
