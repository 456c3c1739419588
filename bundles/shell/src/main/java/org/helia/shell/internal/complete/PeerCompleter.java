package org.helia.shell.internal.complete;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.net.Host;
import org.helia.api.net.PeerStore;
import org.helia.api.node.Helia;
import org.helia.multiformats.peer.PeerId;

/** Completes the peers that are connected, and those that are known. */
public final class PeerCompleter extends SimpleCompleter {
  private static final int MAX_KNOWN = 100;

  private final Helia helia;

  /** Completes what a node knows. */
  public PeerCompleter(Helia helia) {
    this.helia = helia;
  }

  @Override
  void complete(Session session, CommandLine line, String typed, List<Candidate> candidates) {
    if (!helia.status().services().containsKey("host")) {
      return;
    }
    Host host = helia.host();
    Map<PeerId, String> peers = new LinkedHashMap<>();
    host.connections()
        .forEach(each -> peers.put(each.remotePeer(), agent(host, each.remotePeer())));
    host.peers().peers().stream()
        .sorted()
        .limit(MAX_KNOWN)
        .forEach(peer -> peers.putIfAbsent(peer, agent(host, peer)));
    peers.forEach((peer, agent) -> candidates.add(whole(peer.toString(), agent)));
  }

  private static String agent(Host host, PeerId peer) {
    return host.peers()
        .get(peer)
        .flatMap(PeerStore.KnownPeer::identified)
        .map(PeerStore.Identified::agentVersion)
        .orElse("");
  }
}
