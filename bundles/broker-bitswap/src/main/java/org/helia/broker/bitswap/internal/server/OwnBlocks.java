package org.helia.broker.bitswap.internal.server;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockRequest;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node has itself and gives to others. Nothing is fetched for anybody, and what goes wrong
 * counts as not there.
 */
final class OwnBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(OwnBlocks.class);

  private final Supplier<Blocks> blocks;
  private final Plugins<BlockRequestAuthorizer> authorizers;
  private final String via;
  private final AnswerCounts counts;

  /**
   * @param via what authorizers are told
   * @param counts told what they refuse
   */
  OwnBlocks(
      Supplier<Blocks> blocks,
      Plugins<BlockRequestAuthorizer> authorizers,
      String via,
      AnswerCounts counts) {
    this.blocks = blocks;
    this.authorizers = authorizers;
    this.via = via;
    this.counts = counts;
  }

  /** The size of a block that the peer may have. */
  OptionalInt size(Cid cid, PeerId peer) {
    try {
      return allows(cid, peer) ? blocks.get().size(cid) : OptionalInt.empty();
    } catch (HeliaException e) {
      LOG.debug("block {} cannot be looked up for peer {}", cid, peer, e);
      return OptionalInt.empty();
    }
  }

  /** A block whose {@link #size} is known. */
  Optional<Block> get(Cid cid) {
    try {
      return Optional.of(blocks.get().get(cid, FetchOptions.OFFLINE));
    } catch (HeliaException e) {
      LOG.debug("block {} cannot be read", cid, e);
      return Optional.empty();
    }
  }

  private boolean allows(Cid cid, PeerId peer) {
    BlockRequest request = new BlockRequest(cid, Optional.of(peer), via);
    boolean allowed = authorizers.all().stream().allMatch(each -> allows(each, request));
    if (!allowed) {
      counts.refused();
    }
    return allowed;
  }

  @SuppressWarnings("CatchingUnchecked") // A plugin's code: one that fails allows nothing.
  private static boolean allows(Plugin<BlockRequestAuthorizer> authorizer, BlockRequest request) {
    if (!authorizer.enter()) {
      return true; // It has just left.
    }
    try {
      return authorizer.service().allows(request);
    } catch (RuntimeException e) {
      LOG.warn("an authorizer failed, so block {} is not given out", request.cid(), e);
      return false;
    } finally {
      authorizer.exit();
    }
  }
}
