package org.helia.api.block;

import java.util.List;
import java.util.stream.Stream;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One removal of blocks that nobody needs, beside writers that go on. The collector first marks
 * everything that its roots reach, then deletes what is not marked. From its beginning to {@link
 * #close} a sweep also keeps whatever is protected by the writers that are open in that time, even
 * when they are closed meanwhile.
 *
 * <p>Any number of threads may call at once. What is marked is kept in memory that grows with the
 * number of blocks, about 30 bytes each.
 */
@ProviderType
public interface BlockSweep extends AutoCloseable {
  /**
   * Roots of the DAGs that open writers keep. The collector marks what is there of them, block by
   * block with {@link #markBlock}; some blocks may be missing as they are just being stored.
   */
  List<Cid> keptDags();

  /**
   * Marks a block and promises that all blocks it links to will be marked, too, or nothing will be
   * deleted.
   *
   * @return whether that was not promised yet: whoever gets true follows the links
   */
  boolean mark(Cid node);

  /**
   * Takes the promise of {@link #mark} back as far as it is about blocks that are not there: a
   * block below a marked one cannot be followed, and the sweep goes on nevertheless. From now on
   * {@link BlockWriter#keepDag} follows every link itself.
   */
  void markIncomplete();

  /**
   * Marks a block without its links.
   *
   * @return whether it was not marked yet
   */
  boolean markBlock(Multihash block);

  /** Whether a block was marked or is protected by a writer. */
  boolean isKept(Multihash block);

  /** How many blocks are marked. */
  long marked();

  /**
   * All blocks that could be deleted, as {@link Blocks#hashes}, but for those that are only in
   * stores that cannot be changed. Close the stream.
   */
  Stream<Multihash> candidates();

  /**
   * Deletes a block from every store that can be changed, unless it is {@link #isKept kept}. No
   * writer can come to rely on the block in between.
   *
   * @return whether a store had it and it is gone
   * @throws BlockstoreException when a store fails
   */
  boolean delete(Multihash block);

  /** Ends it; from then on writers protect blocks only while they are open. */
  @Override
  void close();
}
