package org.helia.api.block;

import java.util.List;
import org.helia.multiformats.Multihash;

/**
 * What {@link Blockstores#migrate} did.
 *
 * @param copied blocks copied and made durable in the target
 * @param bytes their sizes summed, in bytes
 * @param present blocks that the target had already
 * @param corrupt blocks that did not match their hash in the source and were left there, at most
 *     {@value #MAX_LISTED} of them
 * @param corruptCount how many those were in all
 */
public record MigrationReport(
    long copied, long bytes, long present, List<Multihash> corrupt, long corruptCount) {
  /** How many corrupt blocks are listed by name. */
  public static final int MAX_LISTED = 1000;

  /** Keeps its own copy of the list. */
  public MigrationReport {
    corrupt = List.copyOf(corrupt);
  }
}
