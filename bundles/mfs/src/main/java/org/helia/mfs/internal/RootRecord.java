package org.helia.mfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.helia.api.mfs.MfsException;
import org.helia.api.store.Datastore;
import org.helia.multiformats.Cid;
import org.helia.multiformats.MultiformatsException;

/** Remembers the root: one key of a datastore, which replaces its value atomically and durably. */
final class RootRecord {
  /** The part of the node's datastore that this bundle has. */
  static final String NAMESPACE = "mfs";

  private static final byte[] KEY = "root".getBytes(UTF_8);

  private final Datastore store;

  RootRecord(Datastore store) {
    this.store = store;
  }

  /** The root that was saved last. */
  Optional<Cid> load() {
    return store.get(KEY).map(RootRecord::cid);
  }

  private static Cid cid(byte[] bytes) {
    try {
      return Cid.fromBytes(bytes);
    } catch (MultiformatsException e) {
      throw new MfsException(
          "the root of the mutable file system in the datastore is not a CID", e);
    }
  }

  /** Durable when the call returns. */
  void save(Cid root) {
    store.put(KEY, root.toBytes());
  }
}
