package org.helia.gateway.trustless.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.helia.api.block.BlockRequest;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.multiformats.Cid;

/** Asks all authorizers. */
final class Permissions {
  private static final String VIA = "gateway-trustless";

  private final List<BlockRequestAuthorizer> authorizers = new CopyOnWriteArrayList<>();

  void add(BlockRequestAuthorizer authorizer) {
    authorizers.add(authorizer);
  }

  void remove(BlockRequestAuthorizer authorizer) {
    authorizers.remove(authorizer);
  }

  /**
   * @throws HttpFault when the block is not given out
   * @see <a href="https://specs.ipfs.tech/http-gateways/path-gateway/#denylists">Path gateway,
   *     denylists</a>
   */
  void require(Cid cid) {
    if (authorizers.isEmpty()) {
      return;
    }
    BlockRequest request = new BlockRequest(cid, Optional.empty(), VIA);
    for (BlockRequestAuthorizer authorizer : authorizers) {
      if (!authorizer.allows(request)) {
        throw new HttpFault(
            authorizer.refusesByLaw(request)
                ? HttpFault.UNAVAILABLE_FOR_LEGAL_REASONS
                : HttpFault.GONE,
            "this gateway does not give out " + cid);
      }
    }
  }
}
