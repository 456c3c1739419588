package org.helia.broker.bitswap.internal.peer;

import java.util.List;
import java.util.function.Consumer;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.Presence;

/**
 * Answers to what a peer has asked.
 *
 * @param done told whether they have been handed to the network
 */
public record Reply(List<Payload> blocks, List<Presence> presences, Consumer<Boolean> done) {
  /** How many bytes of blocks there are. */
  public long bytes() {
    return blocks.stream().mapToLong(block -> block.data().length).sum();
  }
}
