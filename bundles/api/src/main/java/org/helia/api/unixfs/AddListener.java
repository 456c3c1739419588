package org.helia.api.unixfs;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told what an add does. {@link #added} is called from one thread at a time and in the order in
 * which entries are completed, a directory after its entries; {@link #read} from any thread.
 */
@ConsumerType
public interface AddListener {
  /** Nobody listens. */
  AddListener NONE = entry -> {};

  /** A file, symlink or directory is complete. */
  void added(AddedEntry entry);

  /**
   * Content was read.
   *
   * @param bytes how many bytes since the last call
   */
  default void read(long bytes) {}

  /**
   * Everything is stored and durable, and still safe from garbage collection: whoever wants to keep
   * it for longer records a root of it now, as a pin. Called once, at the end, in the thread that
   * adds; not when only hashes are computed. What it throws fails the add, whose blocks stay until
   * they are collected.
   *
   * @param roots what the add is about to return
   */
  default void stored(List<AddedEntry> roots) {}
}
