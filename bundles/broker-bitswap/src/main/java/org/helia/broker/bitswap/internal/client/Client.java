package org.helia.broker.bitswap.internal.client;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.codec.Hashers;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.broker.bitswap.internal.wire.Presence;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/**
 * The side of Bitswap that fetches: sessions want blocks, and peers come, answer and leave. All of
 * that happens one after the other, under one lock; see {@link Placement} for who is asked, {@link
 * Responses} for what comes of it, {@link Renewals} for what does not, and {@link PeerChanges}.
 */
public final class Client {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Hashers hashers;
  private final Time time;
  private final Finder finder;

  private final Guard guard = new Guard(this::arm);
  private final WantList wants = new WantList();
  private final Set<FetchSession> sessions = new LinkedHashSet<>();
  private final ArrivalCounts counts = new ArrivalCounts();
  private final PeerTable peers;
  private final Placement placement;
  private final PeerChanges changes;
  private final Responses responses;
  private final Renewals renewals;
  private boolean ticking;
  private boolean closed;

  /**
   * @param channels the way to a peer
   * @param wantedByOthers whether a peer waits for this node to get a block
   */
  public Client(
      Hashers hashers,
      Time time,
      ClientLimits limits,
      Function<PeerId, PeerChannel> channels,
      Finder finder,
      Predicate<Multihash> wantedByOthers) {
    this.hashers = hashers;
    this.time = time;
    this.finder = finder;
    peers = new PeerTable(channels, limits.maxFetchingBytesPerPeer());
    Assigner assigner = new Assigner(peers.all(), wantedByOthers);
    placement =
        new Placement(guard, time, limits.patience(), finder, wants, peers, sessions, assigner);
    changes = new PeerChanges(wants, peers, sessions, placement);
    responses = new Responses(hashers, time, wants, peers, assigner, placement, counts);
    renewals = new Renewals(time, wants, placement);
  }

  /** What has come so far. */
  public ArrivalCounts counts() {
    return counts;
  }

  // ---- readers

  /**
   * As {@link org.helia.api.block.SessionBroker#session}.
   *
   * @throws BlockException when the client is closed
   */
  public BrokerSession session(FetchOptions options) {
    FetchSession session = new FetchSession(this);
    List<Multiaddr> named =
        options.from().stream().filter(address -> address.peerId().isPresent()).toList();
    guard.change(
        later -> {
          requireOpen();
          sessions.add(session);
          session.dials = named.size();
        });
    named.forEach(address -> dial(session, address));
    return session;
  }

  private void requireOpen() {
    if (closed) {
      throw new BlockException("bitswap is stopping");
    }
  }

  private void dial(FetchSession session, Multiaddr address) {
    finder.dial(
        address,
        peer -> guard.change(later -> changes.joined(session, peer, later)),
        () -> guard.change(later -> changes.dialled(session, later)));
  }

  CompletableFuture<Optional<FetchedBlock>> want(FetchSession session, Cid cid) {
    CompletableFuture<Optional<FetchedBlock>> future = new CompletableFuture<>();
    try {
      hashers.requireCheckable(cid.multihash());
      Want.Waiter waiter = new Want.Waiter(session, cid, future);
      guard.change(later -> add(waiter, later));
      future.whenComplete(
          (block, error) -> {
            if (future.isCancelled()) {
              guard.change(later -> wants.withdraw(waiter));
            }
          });
    } catch (HeliaException e) {
      future.completeExceptionally(e);
    }
    return future;
  }

  private void add(Want.Waiter waiter, List<Runnable> later) {
    requireOpen();
    FetchSession session = waiter.session();
    if (session.closed) {
      throw new BlockException("the session is closed");
    }
    Want want = wants.add(waiter);
    if (session.wants.add(want) && want.fetching == null) {
      session.unassigned.add(want);
      placement.place(session, want, later);
    }
  }

  String asked(Cid cid) {
    return guard.read(
        () -> {
          Want want = wants.get(cid.multihash());
          return want == null ? "no peers" : want.asked();
        });
  }

  void close(FetchSession session) {
    guard.change(later -> end(session, new BlockException("the session was closed"), later));
  }

  private void end(FetchSession session, BlockException why, List<Runnable> later) {
    session.closed = true;
    sessions.remove(session);
    for (Want want : List.copyOf(session.wants)) {
      for (Want.Waiter waiter : List.copyOf(want.waiters)) {
        if (waiter.session() == session) {
          wants.withdraw(waiter);
          later.add(() -> waiter.future().completeExceptionally(why));
        }
      }
    }
  }

  /** Ends all sessions; their futures complete with an error. */
  public void close() {
    guard.change(
        later -> {
          closed = true;
          BlockException why = new BlockException("bitswap is stopping");
          List.copyOf(sessions).forEach(session -> end(session, why, later));
        });
  }

  /** What is wanted now. */
  public List<Cid> wantlist() {
    return guard.read(wants::cids);
  }

  /** How much is wanted now. */
  public WantCounts wantCounts() {
    return guard.read(() -> WantCounts.of(wants.size(), wants.fetching()));
  }

  // ---- peers

  /** A peer is there that speaks Bitswap, or may. */
  public void connected(PeerId id) {
    guard.change(later -> placement.arrived(id));
  }

  /** Whether a peer is known to be there. */
  public boolean knows(PeerId id) {
    return guard.holds(() -> peers.contains(id));
  }

  /** It has turned out what a peer speaks. One that knows no presences never answers such asks. */
  public void speaks(PeerId id, ProtocolVersion version) {
    guard.change(later -> changes.speaks(id, version, later));
  }

  /** A peer has left. */
  public void left(PeerId id) {
    guard.change(later -> changes.left(id, later));
  }

  /** Nothing can be sent to a peer until it says something itself. */
  public void unreachable(PeerId id) {
    guard.change(later -> changes.unreachable(id, later));
  }

  /** All that a peer has been asked for. */
  public List<WantEntry> liveWants(PeerId id) {
    return guard.read(
        () -> {
          RemotePeer peer = peers.get(id);
          return peer == null ? List.of() : peer.liveWants();
        });
  }

  /** Whether blocks of a peer may be wanted: the others are not even hashed. */
  public boolean expects(PeerId id) {
    return guard.holds(wants::expectsBlocks);
  }

  /** A peer has sent blocks, checked, and said what it has. */
  public void received(PeerId id, List<CheckedBlock> blocks, List<Presence> presences) {
    guard.change(later -> responses.received(id, blocks, presences, later));
  }

  /** A peer sends what cannot be used. */
  public void sentGarbage(PeerId id, int bytes) {
    guard.change(later -> responses.garbage(id, bytes, later));
  }

  // ---- time

  private void arm() {
    if (!ticking && !closed && !wants.isEmpty()) {
      ticking = true;
      time.after(TICK, this::tick);
    }
  }

  private void tick() {
    guard.change(
        later -> {
          ticking = false;
          responses.checkOverdue(later);
          renewals.check(later);
        });
  }
}
