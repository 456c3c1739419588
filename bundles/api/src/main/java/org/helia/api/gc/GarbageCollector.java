package org.helia.api.gc;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Removes the blocks that no {@link BlockRoots root} reaches and no writer has just stored, beside
 * adds, pins and reads. One collection at a time.
 *
 * <p>Interrupting the thread pauses a collection, as its time limit does: the next call goes on
 * where it stopped, unless the configured time has passed since; then it begins anew.
 */
@ProviderType
public interface GarbageCollector {
  /**
   * Collects; goes on with what was paused, if that was of the same kind (dry run or not).
   *
   * @throws BrokenDagException when a block below a root is missing or its links cannot be
   *     followed, unless the options say otherwise; nothing was deleted. What is missing below a
   *     {@link BlockRoot#bestEffort best-effort} root is no error
   * @throws MissingRootsException when somebody who has roots is not there; nothing was deleted
   * @throws GcException when another collection runs, or the roots cannot be read
   * @throws org.helia.api.CancelledException when the thread was interrupted
   * @throws org.helia.api.block.BlockException when the blockstores fail
   */
  GcReport collect(GcOptions options, GcListener listener);

  /**
   * Drops what is left to do of a paused collection.
   *
   * @return whether there was one
   * @throws GcException when it runs
   */
  boolean abandon();

  /** How it is doing. */
  GcStatus status();

  /**
   * Forgets somebody who had roots and will not come back. The blocks that only those roots reached
   * are deleted by the next collection.
   *
   * @param owner the {@link BlockRoots#name}
   * @return whether it was known
   * @throws GcException when it is there
   */
  boolean forgetOwner(String owner);
}
