package org.helia.net.internal.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.dial.Transports;
import org.helia.net.spi.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that the node listens on: those it should, and of them those that a transport is
 * there for. One thread at a time changes them.
 */
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** How long a transport may take to listen. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String ALL_IP4 = "/ip4/0.0.0.0/";
  private static final String ALL_IP6 = "/ip6/::/";

  private final Transports names;
  private final Transport.Inbound inbound;
  private final Runnable changed;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Transport> transports = new ArrayList<>();
  private final Set<Multiaddr> configured = new LinkedHashSet<>();
  private final Set<Multiaddr> asked = new LinkedHashSet<>();
  private final Map<Multiaddr, Active> active = new LinkedHashMap<>();
  private final Map<Multiaddr, String> problems = new LinkedHashMap<>();
  private volatile List<Multiaddr> addresses = List.of();
  private volatile List<String> complaints = List.of();
  private boolean closed;

  private record Active(Transport transport, Transport.Listener listener) {}

  /**
   * @param inbound asked about each connection that comes
   * @param changed run when the addresses have changed
   */
  public Listeners(Transports names, Transport.Inbound inbound, Runnable changed) {
    this.names = names;
    this.inbound = inbound;
    this.changed = changed;
  }

  /** Listens on these addresses, as far as there are transports, and no longer on others. */
  public void configure(List<Multiaddr> addressesOfConfiguration) {
    change(
        () -> {
          configured.clear();
          configured.addAll(addressesOfConfiguration);
          List.copyOf(active.keySet()).stream()
              .filter(address -> !configured.contains(address) && !asked.contains(address))
              .forEach(this::end);
          problems
              .keySet()
              .removeIf(address -> !configured.contains(address) && !asked.contains(address));
          configured.forEach(this::tryToListen);
        });
  }

  /** A transport has come. */
  public void add(Transport transport) {
    change(
        () -> {
          transports.add(transport);
          listenToAll();
        });
  }

  /** A transport leaves: its listeners end, and the addresses go to others that can. */
  public void remove(Transport transport) {
    change(
        () -> {
          transports.remove(transport);
          List<Multiaddr> orphans =
              active.entrySet().stream()
                  .filter(each -> each.getValue().transport() == transport)
                  .map(Map.Entry::getKey)
                  .toList();
          orphans.forEach(this::end);
          orphans.forEach(this::tryToListen);
        });
  }

  /** Tries again what did not succeed. */
  public void retry() {
    change(this::listenToAll);
  }

  private void listenToAll() {
    configured.forEach(this::tryToListen);
    asked.forEach(this::tryToListen);
  }

  /** As {@link org.helia.api.net.Host#listen}. */
  public List<Multiaddr> listen(Multiaddr address) {
    List<Multiaddr> result = new ArrayList<>();
    change(
        () -> {
          Active known = active.get(address);
          Transport.Listener listener = known == null ? listenOrThrow(address) : known.listener();
          asked.add(address);
          result.add(listener.address());
        });
    return result;
  }

  /** As {@link org.helia.api.net.Host#unlisten}. */
  public boolean unlisten(Multiaddr address) {
    List<Multiaddr> found = new ArrayList<>();
    change(
        () -> {
          active.forEach(
              (wanted, each) -> {
                if (wanted.equals(address) || each.listener().address().equals(address)) {
                  found.add(wanted);
                }
              });
          found.forEach(
              wanted -> {
                asked.remove(wanted);
                configured.remove(wanted);
                end(wanted);
              });
        });
    return !found.isEmpty();
  }

  /** What is listened on, with real ports. */
  public List<Multiaddr> addresses() {
    return addresses;
  }

  /** What should be listened on and is not, one sentence each. */
  public List<String> problems() {
    return complaints;
  }

  /** Ends all of it. */
  public void close() {
    change(
        () -> {
          closed = true;
          List.copyOf(active.keySet()).forEach(this::end);
        });
  }

  private void change(Runnable change) {
    List<Multiaddr> before = addresses;
    lock.lock();
    try {
      change.run();
    } finally {
      addresses = active.values().stream().map(each -> each.listener().address()).toList();
      complaints =
          problems.entrySet().stream()
              .map(each -> "does not listen on %s: %s".formatted(each.getKey(), each.getValue()))
              .toList();
      lock.unlock();
    }
    if (!before.equals(addresses)) {
      changed.run();
    }
  }

  private void tryToListen(Multiaddr address) {
    if (closed || active.containsKey(address)) {
      return;
    }
    try {
      var unused = listenOrThrow(address);
    } catch (NetException e) {
      if (hasIpv4Twin(address) && transportFor(address)) {
        LOG.info("the node listens on IPv4 interfaces only: {}", e.getMessage());
        return;
      }
      boolean news = !String.valueOf(e.getMessage()).equals(problems.get(address));
      problems.put(address, String.valueOf(e.getMessage()));
      if (news && transportFor(address)) {
        LOG.error("the node does not listen on {}: {}", address, e.getMessage());
      }
    }
  }

  /**
   * Whether it is that of all IPv6 interfaces and there is the same of all IPv4 interfaces. A
   * machine without IPv6, or that cannot tell the two apart, is none the worse for it.
   */
  private boolean hasIpv4Twin(Multiaddr address) {
    String text = address.toString();
    return text.startsWith(ALL_IP6)
        && active.containsKey(Multiaddr.parse(ALL_IP4 + text.substring(ALL_IP6.length())));
  }

  private boolean transportFor(Multiaddr address) {
    return transports.stream().anyMatch(each -> each.listens(address));
  }

  private Transport.Listener listenOrThrow(Multiaddr address) {
    Transport transport =
        transports.stream()
            .filter(each -> each.listens(address))
            .findFirst()
            .orElseThrow(
                () -> {
                  NetException missing = names.missing(address);
                  return new ListenException(String.valueOf(missing.getMessage()), missing);
                });
    Transport.Listener listener = await(address, transport);
    active.put(address, new Active(transport, listener));
    problems.remove(address);
    LOG.info("listens on {}", listener.address());
    return listener;
  }

  private Transport.Listener await(Multiaddr address, Transport transport) {
    var listening = transport.listen(address, inbound);
    try {
      return listening.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof ListenException known
          ? known
          : new ListenException("cannot listen on " + address + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      listening.thenAccept(Transport.Listener::close);
      throw new ListenException(
          "listening on %s took more than %d s".formatted(address, PATIENCE.toSeconds()), e);
    } catch (InterruptedException e) {
      listening.thenAccept(Transport.Listener::close);
      throw CancelledException.interrupted("listening on " + address);
    }
  }

  private void end(Multiaddr address) {
    Active ending = active.remove(address);
    problems.remove(address);
    if (ending != null) {
      ending.listener().close();
    }
  }
}
