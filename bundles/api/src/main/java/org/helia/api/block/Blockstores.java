package org.helia.api.block;

import java.util.List;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator does with the blockstores themselves. */
@ProviderType
public interface Blockstores {
  /** All blockstores that are present, the one that is written to first. */
  List<BlockstoreInfo> list();

  /**
   * Counts the blocks of a store. Takes time in proportion to their number.
   *
   * @throws BlockstoreException when no store has that name, or the store fails
   */
  BlockstoreUsage usage(String name);

  /**
   * Copies every block of one store to another, checks each on the way and makes them durable.
   * Blocks that the target has are not copied again. Runs beside reads and writes; nothing is
   * removed from the source. Afterwards every block that the source had is in the target, provided
   * that the target ranks above the source, so that new blocks no longer go to the source.
   *
   * @throws BlockstoreException when a name is unknown, both are the same, the target ranks below
   *     the source, or a store fails
   */
  MigrationReport migrate(String from, String to, Progress progress);

  /**
   * Reads every block of every store and checks it against its hash.
   *
   * @param damaged told of each block that does not match or cannot be read, as it is found
   */
  VerifyReport verify(Consumer<DamagedBlock> damaged, Progress progress);
}
