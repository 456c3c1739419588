package org.helia.testkit.net;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;

/**
 * Hosts that reach each other inside the JVM. Close it to end its threads.
 *
 * <p>Bytes arrive as soon as they are written. {@link #cut} takes two hosts apart, with their
 * connections; {@link #mend} joins them again.
 */
public final class MemoryNetwork implements AutoCloseable {
  private final InstantSource clock;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "memory-network");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Integer, MemoryHost> hosts = new ConcurrentHashMap<>();
  private final Set<Set<MemoryHost>> cut = ConcurrentHashMap.newKeySet();

  /** An empty network on the system's time. */
  public MemoryNetwork() {
    this(InstantSource.system());
  }

  /**
   * An empty network.
   *
   * @param clock tells when connections were opened and addresses end
   */
  public MemoryNetwork(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The host with a number, made at the first call. The same number has the same peer id always.
   *
   * @param number from 1 to 65535
   */
  public MemoryHost host(int number) {
    return hosts.computeIfAbsent(number, each -> new MemoryHost(this, number));
  }

  /** Connects one host with another. */
  public Connection connect(int from, int to) {
    MemoryHost remote = host(to);
    return host(from)
        .connect(new PeerAddresses(remote.id(), List.of(remote.address())), DialOptions.DEFAULTS);
  }

  Optional<MemoryHost> at(Multiaddr address) {
    return hosts.values().stream().filter(host -> host.address().equals(address)).findFirst();
  }

  InstantSource clock() {
    return clock;
  }

  ExecutorService workers() {
    return workers;
  }

  /** Ends the connections between two hosts, and lets none come about. */
  public void cut(MemoryHost one, MemoryHost other) {
    cut.add(pair(one, other));
    one.disconnect(other.id());
  }

  /** Takes {@link #cut} back. */
  public void mend(MemoryHost one, MemoryHost other) {
    cut.remove(pair(one, other));
  }

  boolean isCut(MemoryHost one, MemoryHost other) {
    return cut.contains(pair(one, other));
  }

  private static Set<MemoryHost> pair(MemoryHost one, MemoryHost other) {
    Set<MemoryHost> pair = new HashSet<>();
    pair.add(one);
    pair.add(other);
    return pair;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
