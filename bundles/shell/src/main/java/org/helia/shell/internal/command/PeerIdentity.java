package org.helia.shell.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;

/** Finds out who another peer is, which it says when it is connected. */
final class PeerIdentity {
  private static final DialOptions OPTIONS = new DialOptions(Duration.ofSeconds(30), true, true);

  /** Identify runs by itself on each new connection; it mostly takes some milliseconds. */
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long POLL_MILLIS = 20;

  private final Host host;

  PeerIdentity(Host host) {
    this.host = host;
  }

  /** What is shown of a peer. */
  record Identity(
      PeerId peer,
      PublicKey key,
      String agentVersion,
      String protocolVersion,
      List<Multiaddr> addresses,
      List<String> protocols) {}

  Identity of(PeerAddresses peer) {
    Connection connection = host.connect(peer, OPTIONS);
    Identified said = await(peer.peer());
    return new Identity(
        peer.peer(),
        connection.remoteKey(),
        said.agentVersion(),
        said.protocolVersion(),
        said.listenAddresses(),
        said.protocols().stream().sorted().toList());
  }

  private Identified await(PeerId peer) {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    while (System.nanoTime() - end < 0) {
      Optional<Identified> said = host.peers().get(peer).flatMap(KnownPeer::identified);
      if (said.isPresent()) {
        return said.get();
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw CancelledException.interrupted("asking peer " + peer + " who it is");
      }
    }
    throw new NetException(
        "peer %s is connected, but did not say who it is in %d s"
            .formatted(peer, TimeUnit.NANOSECONDS.toSeconds(MAX_WAIT_NANOS)));
  }
}
