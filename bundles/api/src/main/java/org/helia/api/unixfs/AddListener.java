package org.helia.api.unixfs;

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
}
