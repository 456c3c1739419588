package org.helia.shell.internal.fake;

import java.util.List;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joining;
import org.helia.api.net.NetworkScope;

/** Joins nothing, but knows what a node would do. */
public final class FakeJoining implements Joining {
  /** What it has joined. */
  public NetworkScope scope = NetworkScope.NONE;

  /** Whether a part is there that listens and reaches others. */
  public boolean hasParts = true;

  @Override
  public NetworkScope scope() {
    return scope;
  }

  @Override
  public List<JoinStep> plan(NetworkScope wanted) {
    return wanted == NetworkScope.NONE || !hasParts
        ? List.of()
        : List.of(
            JoinStep.listen("/ip4/0.0.0.0/tcp/4001", "peers"),
            JoinStep.reach("/dnsaddr/bootstrap.example/p2p/" + FakeNode.PEER_ID, "bootstrap"));
  }
}
