package org.helia.net.identify.internal;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.helia.api.HeliaException;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.Connection;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.NetListener;
import org.helia.api.net.PeerStore;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Workers;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each peer that connects who it is, answers the same question, and pushes what has changed.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/identify">identify</a>
 */
@Component(
    service = {ProtocolHandler.class, NetListener.class},
    property = {
      ProtocolHandler.PROTOCOL + "=" + Identify.IDENTIFY,
      ProtocolHandler.PROTOCOL + "=" + Identify.PUSH
    })
public final class Identify implements ProtocolHandler, NetListener {
  static final String IDENTIFY = "/ipfs/id/1.0.0";
  static final String PUSH = "/ipfs/id/push/1.0.0";

  private static final Logger LOG = LoggerFactory.getLogger(Identify.class);
  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

  /** How many peers are asked or told at once, where there are no virtual threads. */
  private static final int THREADS = 16;

  /** How long a peer may leave one part of a message unread or unwritten. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How long the addresses of a peer that said them are worth trying. */
  private static final Duration ADDRESS_TTL = Duration.ofHours(1);

  private final Host host;
  private final Crypto crypto;
  private final String agentVersion;
  private final ExecutorService workers = Workers.open("helia-identify", THREADS);
  private final ScheduledExecutorService timer = Workers.timer("helia-identify-timer");
  private final AtomicBoolean pushing = new AtomicBoolean();

  /** Connections whose peers are to be told, as soon as it is known that they take it. */
  private final Set<Connection> owed =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  /** Begins with the connections that there are. */
  @Activate
  public Identify(@Reference Host host, @Reference Crypto crypto, BundleContext context) {
    this(host, crypto, "helia-osgi/" + withoutQualifier(context.getBundle().getVersion()));
  }

  Identify(Host host, Crypto crypto, String agentVersion) {
    this.host = host;
    this.crypto = crypto;
    this.agentVersion = agentVersion;
    // Their peers may have asked while nobody answered.
    owed.addAll(host.connections());
  }

  private static String withoutQualifier(Version version) {
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  /** Ends what is under way. */
  @Deactivate
  void close() {
    workers.shutdownNow();
    timer.shutdownNow();
  }

  @Override
  public void handle(Stream stream) {
    stream.timeout(TIMEOUT);
    if (stream.protocol().equals(PUSH)) {
      hear(stream);
    } else {
      own(stream.connection()).write(stream);
    }
  }

  private IdentifyMessage own(Connection connection) {
    List<Multiaddr> addresses = host.addresses();
    return new IdentifyMessage(
        host.id().publicKey().or(() -> Optional.of(host.signedAddresses().key())),
        addresses,
        host.protocols(),
        Optional.of(connection.remoteAddress()),
        PROTOCOL_VERSION,
        agentVersion,
        Optional.of(host.signedAddresses().toBytes()));
  }

  @Override
  public void connected(Connection connection) {
    run(() -> ask(connection));
  }

  private void ask(Connection connection) {
    Stream stream = connection.open(IDENTIFY);
    try {
      stream.timeout(TIMEOUT);
      stream.closeWrite();
      hear(stream);
    } catch (RuntimeException e) {
      stream.reset();
      throw e;
    }
  }

  /** Takes a message without keeping a thread, and for so long at most, however it drips in. */
  private void hear(Stream stream) {
    ScheduledFuture<?> deadline =
        timer.schedule(stream::reset, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    hearOn(stream, new MessageParts(), deadline);
  }

  private void hearOn(Stream stream, MessageParts parts, ScheduledFuture<?> deadline) {
    stream.whenReadable(
        () -> {
          boolean over = true;
          try {
            over = parts.readOnce(stream);
            if (over) {
              take(stream, parts.message());
              stream.close();
            } else {
              hearOn(stream, parts, deadline);
            }
          } catch (HeliaException e) {
            over = true;
            LOG.debug("identify of {} is of no use", stream, e);
            stream.reset();
          } finally {
            if (over) {
              deadline.cancel(false);
            }
          }
        });
  }

  private void run(Runnable task) {
    try {
      workers.execute(
          () -> {
            try {
              task.run();
            } catch (HeliaException | RejectedExecutionException e) {
              LOG.debug("identify failed", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("identify stops", e);
    }
  }

  private void take(Stream stream, IdentifyMessage said) {
    Connection connection = stream.connection();
    PeerId peer = connection.remotePeer();
    if (said.publicKey().filter(key -> !peer.matches(key)).isPresent()) {
      throw new NetException("peer " + peer + " says that it has another key");
    }
    Optional<Identified> before = host.peers().get(peer).flatMap(PeerStore.KnownPeer::identified);
    Optional<CertifiedAddresses> certified = certified(peer, said, before);
    List<Multiaddr> addresses =
        certified.map(CertifiedAddresses::addresses).orElse(said.listenAddresses()).stream()
            .map(Identify::withoutPeer)
            .filter(address -> isBelievable(address, connection))
            .limit(IdentifyMessage.MAX_ADDRESSES)
            .toList();
    Identified now =
        new Identified(
            said.agentVersion(),
            said.protocolVersion(),
            said.protocols(),
            addresses,
            certified.map(CertifiedAddresses::envelope));
    host.peers().addAddresses(peer, addresses, ADDRESS_TTL);
    host.peers()
        .identified(
            peer,
            stream.protocol().equals(PUSH)
                ? before.map(known -> completed(now, known)).orElse(now)
                : now);
    run(() -> pushIfOwed(connection));
    said.observedAddress().ifPresent(address -> host.observed(connection, address));
  }

  /** What the peer has signed; a record that is wrong counts as none. */
  private Optional<CertifiedAddresses> certified(
      PeerId peer, IdentifyMessage said, Optional<Identified> before) {
    return said.signedRecord()
        .flatMap(envelope -> CertifiedAddresses.open(crypto, peer, envelope))
        .map(record -> record.orNewer(crypto, before.flatMap(Identified::signedRecord)));
  }

  /**
   * Who pushes may leave out what has not changed.
   *
   * @see <a
   *     href="https://github.com/libp2p/specs/tree/master/identify#identifypush">identify/push</a>
   */
  private static Identified completed(Identified pushed, Identified known) {
    boolean sameAddresses = pushed.listenAddresses().isEmpty();
    return new Identified(
        pushed.agentVersion().isEmpty() ? known.agentVersion() : pushed.agentVersion(),
        pushed.protocolVersion().isEmpty() ? known.protocolVersion() : pushed.protocolVersion(),
        pushed.protocols().isEmpty() ? known.protocols() : pushed.protocols(),
        sameAddresses ? known.listenAddresses() : pushed.listenAddresses(),
        sameAddresses ? pushed.signedRecord().or(known::signedRecord) : pushed.signedRecord());
  }

  private static Multiaddr withoutPeer(Multiaddr address) {
    int last = address.components().size() - 1;
    return last > 0 && address.components().get(last).protocol() == Protocol.P2P
        ? Multiaddr.of(address.components().subList(0, last))
        : address;
  }

  /** Nobody who is elsewhere can say what is reached on this machine. */
  private static boolean isBelievable(Multiaddr address, Connection connection) {
    return !isLoopback(address) || isLoopback(connection.remoteAddress());
  }

  private static boolean isLoopback(Multiaddr address) {
    return address.value(Protocol.IP4).filter(ip -> ip.startsWith("127.")).isPresent()
        || address.value(Protocol.IP6).filter("::1"::equals).isPresent();
  }

  @Override
  public void addressesChanged() {
    pushSoon();
  }

  @Override
  public void protocolsChanged() {
    pushSoon();
  }

  /** Changes that come while a push waits for its turn go with it. */
  private void pushSoon() {
    if (pushing.compareAndSet(false, true)) {
      run(
          () -> {
            pushing.set(false);
            host.connections().forEach(connection -> run(() -> push(connection)));
          });
    }
  }

  private void push(Connection connection) {
    owed.add(connection);
    pushIfOwed(connection);
  }

  /** A peer that has not said yet whether it takes pushes gets this one when it has. */
  private void pushIfOwed(Connection connection) {
    boolean takesIt =
        host.peers()
            .get(connection.remotePeer())
            .flatMap(PeerStore.KnownPeer::identified)
            .filter(said -> said.protocols().contains(PUSH))
            .isPresent();
    if (takesIt && owed.remove(connection)) {
      try (Stream stream = connection.open(PUSH)) {
        stream.timeout(TIMEOUT);
        own(connection).write(stream);
      }
    }
  }
}
