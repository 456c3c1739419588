package org.helia.net.internal.connection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.multiformats.peer.PeerId;

/** How much the connections with each peer are worth to the node's parts. */
public final class PeerValues {
  private final Map<PeerId, Set<String>> protectedBy = new ConcurrentHashMap<>();
  private final Map<PeerId, Map<String, Integer>> tags = new ConcurrentHashMap<>();

  /** Nobody is worth anything. */
  public PeerValues() {}

  /** As {@link org.helia.api.net.Host#protect}. */
  public void protect(PeerId peer, String tag) {
    protectedBy.compute(
        peer,
        (each, known) -> {
          Set<String> all = known == null ? new HashSet<>() : new HashSet<>(known);
          all.add(tag);
          return all;
        });
  }

  /** As {@link org.helia.api.net.Host#unprotect}. */
  public boolean unprotect(PeerId peer, String tag) {
    return protectedBy.computeIfPresent(
            peer,
            (each, known) -> {
              Set<String> all = new HashSet<>(known);
              all.remove(tag);
              return all.isEmpty() ? null : all;
            })
        != null;
  }

  /** As {@link org.helia.api.net.Host#tag}. */
  public void tag(PeerId peer, String tag, int value) {
    tags.compute(
        peer,
        (each, known) -> {
          Map<String, Integer> all = known == null ? new HashMap<>() : new HashMap<>(known);
          if (value == 0) {
            all.remove(tag);
          } else {
            all.put(tag, value);
          }
          return all.isEmpty() ? null : all;
        });
  }

  boolean isProtected(PeerId peer) {
    return protectedBy.containsKey(peer);
  }

  long value(PeerId peer) {
    return tags.getOrDefault(peer, Map.of()).values().stream().mapToLong(each -> each).sum();
  }
}
