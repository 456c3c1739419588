package org.helia.node.internal;

import java.util.Optional;
import org.helia.api.node.NodeException;
import org.helia.api.node.NodeIdentity;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.jspecify.annotations.Nullable;

/** Who the node is, or why that cannot be told. */
final class Identity {
  private final @Nullable NodeIdentity known;
  private final @Nullable NodeException fault;

  private Identity(@Nullable NodeIdentity known, @Nullable NodeException fault) {
    this.known = known;
    this.fault = fault;
  }

  static Identity of(IdentityFile file, String agentVersion) {
    try {
      PublicKey key = file.loadOrCreate().publicKey();
      return new Identity(new NodeIdentity(PeerId.of(key), key, agentVersion), null);
    } catch (NodeException e) {
      return new Identity(null, e);
    }
  }

  NodeIdentity get() {
    if (known == null) {
      String reason = problem().orElse("unknown");
      throw new NodeException(reason, fault == null ? new IllegalStateException(reason) : fault);
    }
    return known;
  }

  Optional<String> problem() {
    return Optional.ofNullable(fault).map(Throwable::getMessage);
  }
}
