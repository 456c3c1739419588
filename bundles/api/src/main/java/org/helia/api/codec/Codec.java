package org.helia.api.codec;

import java.util.function.Consumer;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one block format. Register an implementation as a service; the node can then follow links
 * in such blocks.
 *
 * <p>Any number of threads may call at once.
 */
@ConsumerType
public interface Codec {
  /** The format's code in the multicodec table. */
  long code();

  /** The format's name in the multicodec table, as in "dag-pb". */
  String name();

  /**
   * Finds the links of a block, in the order in which they stand in it, duplicates included, and
   * checks on the way that the block is well-formed.
   *
   * @param bytes the whole block, hash-checked but otherwise untrusted; not changed, not kept
   * @param sink called for each link; what it throws is passed on
   * @throws MalformedBlockException when the bytes are not of this format; links before the fault
   *     may have been reported
   */
  void links(byte[] bytes, Consumer<Cid> sink);
}
