package org.helia.api.dag;

import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows things that are spread over several blocks, as UnixFS files and directories are: how a name
 * leads from one to the next, and which blocks make up one. Register an implementation as a
 * service; {@link Dags} then follows its names in paths of namespace {@code /ipfs/}.
 *
 * <p>Any number of threads may call at once. Blocks are read through the session that is handed
 * over, in the order in which they are needed, so that who handed it over sees which ones they are.
 *
 * @see <a href="https://ipld.io/docs/advanced-data-layouts/">IPLD, advanced data layouts</a>
 */
@ConsumerType
public interface DagLayout {
  /** What errors call it, as in "unixfs". */
  String name();

  /** Whether a block is the beginning of such a thing. Says false of what it cannot read. */
  boolean covers(Block block);

  /**
   * Follows a name.
   *
   * @param root a block that it {@link #covers}
   * @param session read for further blocks of the same thing
   * @return empty when it has no such name, or nothing that names could lead to
   * @throws org.helia.api.HeliaException when a further block is missing or malformed
   */
  Optional<Cid> find(Block root, String name, BlockSession session);

  /**
   * Reads all further blocks of the same thing, but not those of others that it has names for.
   *
   * @param root a block that it {@link #covers}
   * @param range if it is a file: which of its bytes; blocks that hold none of them are not read
   * @param session read for the blocks, each at least once, parents before their children, in the
   *     order of the links
   * @throws org.helia.api.HeliaException when a block is missing or malformed
   */
  void readEntity(Block root, EntityRange range, BlockSession session);
}
