package org.helia.broker.bitswap.internal.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
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
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/** What this node wants, and from whom it may come. */
public final class Client {
  private static final Duration TICK = Duration.ofMillis(100);

  /** How long connected peers have before others are looked for. */
  private static final Duration BEFORE_SEARCH = Duration.ofSeconds(1);

  private final Hashers hashers;
  private final Time time;
  private final ClientLimits limits;
  private final Function<PeerId, PeerChannel> channels;
  private final Finder finder;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Multihash, Want> wants = new HashMap<>();
  private final Map<PeerId, RemotePeer> peers = new LinkedHashMap<>();
  private final Set<FetchSession> sessions = new LinkedHashSet<>();
  private final Assigner assigner;
  private final RecentBlocks recent = new RecentBlocks();
  private final ArrivalCounts counts = new ArrivalCounts();
  private int nextPriority = Integer.MAX_VALUE;
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
    this.limits = limits;
    this.channels = channels;
    this.finder = finder;
    this.assigner = new Assigner(peers.values(), wantedByOthers);
  }

  /** What has come so far. */
  public ArrivalCounts counts() {
    return counts;
  }

  /**
   * As {@link org.helia.api.block.SessionBroker#session}.
   *
   * @throws BlockException when the client is closed
   */
  public BrokerSession session(FetchOptions options) {
    FetchSession session = new FetchSession(this);
    List<Multiaddr> named =
        options.from().stream().filter(address -> address.peerId().isPresent()).toList();
    locked(
        later -> {
          requireOpen();
          sessions.add(session);
          session.dials = named.size();
        });
    named.forEach(
        address -> finder.dial(address, peer -> joined(session, peer), () -> dialled(session)));
    return session;
  }

  private void requireOpen() {
    if (closed) {
      throw new BlockException("bitswap is stopping");
    }
  }

  private void locked(Consumer<List<Runnable>> change) {
    List<Runnable> later = new ArrayList<>();
    lock.lock();
    try {
      change.accept(later);
      arm();
    } finally {
      lock.unlock();
    }
    later.forEach(Runnable::run);
  }

  // ---- readers

  CompletableFuture<Optional<FetchedBlock>> want(FetchSession session, Cid cid) {
    CompletableFuture<Optional<FetchedBlock>> future = new CompletableFuture<>();
    try {
      hashers.requireCheckable(cid.multihash());
      Want.Waiter waiter = new Want.Waiter(session, cid, future);
      locked(later -> add(waiter, later));
      future.whenComplete(
          (block, error) -> {
            if (future.isCancelled()) {
              locked(later -> withdraw(waiter));
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
    Want want =
        wants.computeIfAbsent(
            waiter.cid().multihash(), hash -> new Want(waiter.cid(), nextPriority()));
    want.waiters.add(waiter);
    if (session.wants.add(want) && want.fetching == null) {
      session.unassigned.add(want);
      place(session, want, later);
    }
  }

  private int nextPriority() {
    nextPriority = nextPriority == 1 ? Integer.MAX_VALUE : nextPriority - 1;
    return nextPriority;
  }

  private void withdraw(Want.Waiter waiter) {
    Want want = wants.get(waiter.cid().multihash());
    if (want == null || !want.waiters.remove(waiter)) {
      return;
    }
    FetchSession session = waiter.session();
    if (want.waiters.stream().noneMatch(other -> other.session() == session)) {
      session.wants.remove(want);
      session.unassigned.remove(want);
    }
    if (want.waiters.isEmpty()) {
      drop(want);
    }
  }

  /** Nobody wants it any more, or it has come. */
  private void drop(Want want) {
    wants.remove(want.hash());
    recent.add(want.hash());
    List.copyOf(want.asks.values()).forEach(Assigner::takeBack);
    for (Want.Waiter waiter : want.waiters) {
      waiter.session().wants.remove(want);
      waiter.session().unassigned.remove(want);
    }
  }

  String asked(Cid cid) {
    lock.lock();
    try {
      Want want = wants.get(cid.multihash());
      return want == null ? "no peers" : want.asked();
    } finally {
      lock.unlock();
    }
  }

  void close(FetchSession session) {
    locked(later -> end(session, new BlockException("the session was closed"), later));
  }

  private void end(FetchSession session, BlockException why, List<Runnable> later) {
    session.closed = true;
    sessions.remove(session);
    for (Want want : List.copyOf(session.wants)) {
      for (Want.Waiter waiter : List.copyOf(want.waiters)) {
        if (waiter.session() == session) {
          withdraw(waiter);
          later.add(() -> waiter.future().completeExceptionally(why));
        }
      }
    }
  }

  /** Ends all sessions; their futures complete with an error. */
  public void close() {
    locked(
        later -> {
          closed = true;
          BlockException why = new BlockException("bitswap is stopping");
          List.copyOf(sessions).forEach(session -> end(session, why, later));
        });
  }

  /** What is wanted now. */
  public List<Cid> wantlist() {
    lock.lock();
    try {
      return wants.values().stream().map(want -> want.cid).sorted().toList();
    } finally {
      lock.unlock();
    }
  }

  // ---- whom to ask

  private void place(FetchSession session, Want want, List<Runnable> later) {
    if (want.fetching == null && !assigner.place(session, want, time.nanos())) {
      widen(session, want, later);
    }
  }

  private void placeAll(FetchSession session, List<Runnable> later) {
    for (Want want : assigner.placeAll(session, time.nanos())) {
      widen(session, want, later);
    }
  }

  private void placeAll(List<Runnable> later) {
    List.copyOf(sessions).forEach(session -> placeAll(session, later));
  }

  /** The session's own peers do not have it: others are asked, then looked for. */
  private void widen(FetchSession session, Want want, List<Runnable> later) {
    boolean first = !want.spread;
    want.spread = true;
    if (!want.hasHope()) {
      assigner.spread(session, want, time.nanos());
    }
    if (first) {
      if (want.hasHope()) {
        time.after(BEFORE_SEARCH, () -> locked(then -> searchIfNeeded(want, then)));
      }
    }
    giveUpIfHopeless(want, later);
  }

  private void searchIfNeeded(Want want, List<Runnable> later) {
    if (isWanted(want) && want.holders() == 0) {
      search(want, later);
    }
  }

  private void search(Want want, List<Runnable> later) {
    if (want.searched) {
      return;
    }
    want.searched = true;
    want.searches++;
    later.add(
        () ->
            finder.search(
                want.cid,
                () -> isWantedNow(want),
                peer -> found(want, peer),
                () -> locked(then -> searchEnded(want, then))));
  }

  private void searchEnded(Want want, List<Runnable> later) {
    want.searches--;
    giveUpIfHopeless(want, later);
  }

  private boolean isWanted(Want want) {
    return wants.get(want.hash()) == want;
  }

  private boolean isWantedNow(Want want) {
    lock.lock();
    try {
      return isWanted(want);
    } finally {
      lock.unlock();
    }
  }

  private void giveUpIfHopeless(Want want, List<Runnable> later) {
    if (!isWanted(want) || hasHope(want)) {
      want.hopelessSince = 0;
      return;
    }
    if (!want.searched) {
      search(want, later);
    } else if (want.asks.isEmpty()) {
      complete(want, Optional.empty(), later);
    } else if (want.hopelessSince == 0 && !want.mayStillCome()) {
      long since = Math.max(1, time.nanos());
      want.hopelessSince = since;
      time.after(limits.patience(), () -> locked(then -> giveUp(want, since, then)));
    }
  }

  private boolean hasHope(Want want) {
    return want.hasHope()
        || assigner.hasUnasked(want)
        || want.waiters.stream().anyMatch(each -> each.session().dials > 0);
  }

  private void giveUp(Want want, long since, List<Runnable> later) {
    if (isWanted(want) && want.hopelessSince == since) {
      BlockNotFoundException error = new BlockNotFoundException(want.cid, want.asked());
      List<Want.Waiter> waiters = List.copyOf(want.waiters);
      drop(want);
      later.add(() -> waiters.forEach(each -> each.future().completeExceptionally(error)));
    }
  }

  private void complete(Want want, Optional<FetchedBlock> block, List<Runnable> later) {
    List<Want.Waiter> waiters = List.copyOf(want.waiters);
    drop(want);
    later.add(() -> waiters.forEach(waiter -> waiter.future().complete(block)));
  }

  // ---- peers that come and go

  /** A peer is there that speaks Bitswap, or may. */
  public void connected(PeerId id) {
    locked(later -> arrived(id, later));
  }

  /** Whether a peer is known to be there. */
  public boolean knows(PeerId id) {
    lock.lock();
    try {
      return peers.containsKey(id);
    } finally {
      lock.unlock();
    }
  }

  /** It has turned out what a peer speaks. One that knows no presences never answers such asks. */
  public void speaks(PeerId id, ProtocolVersion version) {
    locked(
        later -> {
          RemotePeer peer = peers.get(id);
          if (peer != null && peer.legacy == version.hasPresences()) {
            peer.legacy = !version.hasPresences();
            List.copyOf(peer.waiting).stream()
                .filter(ask -> peer.legacy && !ask.isFetching())
                .forEach(ask -> neverAsked(ask, later));
            placeAll(later);
          }
        });
  }

  private void neverAsked(Ask ask, List<Runnable> later) {
    ask.peer.forget(ask);
    ask.want.asks.remove(ask.peer);
    released(ask, later);
  }

  private RemotePeer arrived(PeerId id, List<Runnable> later) {
    RemotePeer known = peers.get(id);
    if (known != null && !known.unreachable) {
      return known;
    }
    RemotePeer peer = known == null ? newPeer(id) : known;
    peer.unreachable = false;
    long now = time.nanos();
    for (Want want : wants.values()) {
      if (want.spread && want.fetching == null && peer.canBeAsked()) {
        assigner.askWhether(want, peer, now);
      }
    }
    return peer;
  }

  private RemotePeer newPeer(PeerId id) {
    RemotePeer peer = new RemotePeer(channels.apply(id), limits.maxFetchingBytesPerPeer());
    peers.put(id, peer);
    return peer;
  }

  /** A peer that the reader of a session named is there. */
  private void joined(FetchSession session, PeerId id) {
    locked(
        later -> {
          if (!session.closed) {
            session.join(arrived(id, later));
            placeAll(session, later);
          }
        });
  }

  private void dialled(FetchSession session) {
    locked(
        later -> {
          session.dials--;
          List.copyOf(session.unassigned).forEach(want -> giveUpOrPlace(session, want, later));
        });
  }

  private void giveUpOrPlace(FetchSession session, Want want, List<Runnable> later) {
    place(session, want, later);
    giveUpIfHopeless(want, later);
  }

  /** Somebody was found who may have a block. */
  private void found(Want want, PeerId id) {
    locked(
        later -> {
          if (isWanted(want)) {
            RemotePeer peer = arrived(id, later);
            for (Want.Waiter waiter : want.waiters) {
              waiter.session().join(peer);
              placeAll(waiter.session(), later);
            }
          }
        });
  }

  /** A peer has left. */
  public void left(PeerId id) {
    locked(
        later -> {
          RemotePeer peer = peers.remove(id);
          if (peer != null) {
            leave(peer, later);
          }
        });
  }

  /** Nothing can be sent to a peer until it says something itself. */
  public void unreachable(PeerId id) {
    locked(
        later -> {
          RemotePeer peer = peers.get(id);
          if (peer != null) {
            peer.unreachable = true;
            leave(peer, later);
          }
        });
  }

  private void leave(RemotePeer peer, List<Runnable> later) {
    sessions.forEach(session -> session.peers.remove(peer));
    for (Want want : List.copyOf(wants.values())) {
      Ask ask = want.asks.remove(peer);
      if (ask != null) {
        peer.forget(ask);
        released(ask, later);
      }
    }
    placeAll(later);
  }

  /** A question will not be answered with the block: it has to come from elsewhere. */
  private void released(Ask ask, List<Runnable> later) {
    Want want = ask.want;
    if (want.fetching == ask) {
      want.fetching = null;
      want.waiters.forEach(waiter -> waiter.session().unassigned.add(want));
    }
    giveUpIfHopeless(want, later);
  }

  /** All that a peer has been asked for. */
  public List<WantEntry> liveWants(PeerId id) {
    lock.lock();
    try {
      RemotePeer peer = peers.get(id);
      return peer == null ? List.of() : peer.liveWants();
    } finally {
      lock.unlock();
    }
  }

  // ---- what comes

  /** Whether blocks of a peer may be wanted: the others are not even hashed. */
  public boolean expects(PeerId id) {
    lock.lock();
    try {
      return !wants.isEmpty() || !recent.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** A peer has sent blocks, checked, and said what it has. */
  public void received(PeerId id, List<CheckedBlock> blocks, List<Presence> presences) {
    locked(
        later -> {
          RemotePeer peer = arrived(id, later);
          blocks.forEach(block -> received(peer, block, later));
          presences.forEach(presence -> received(peer, presence, later));
          placeAll(later);
        });
  }

  private void received(RemotePeer peer, CheckedBlock block, List<Runnable> later) {
    long now = time.nanos();
    Want want = wants.get(block.block().cid().multihash());
    int bytes = block.block().size();
    if (want == null) {
      if (recent.contains(block.block().cid().multihash())) {
        counts.duplicate(bytes);
      } else {
        counts.unwanted(bytes);
        distrust(peer, now, later);
      }
      return;
    }
    Ask ask = want.asks.get(peer);
    if (ask != null) {
      peer.answered(ask, now);
      noteIfLate(ask);
      ask.live = false;
    }
    peer.delivered(bytes, now);
    Set<FetchSession> readers = new LinkedHashSet<>();
    want.waiters.forEach(waiter -> readers.add(waiter.session()));
    for (FetchSession reader : readers) {
      reader.received(bytes);
      reader.join(peer).answered(true);
    }
    List<Want.Waiter> waiters = List.copyOf(want.waiters);
    drop(want);
    later.add(() -> waiters.forEach(waiter -> deliver(waiter, block, peer.id())));
  }

  private void deliver(Want.Waiter waiter, CheckedBlock block, PeerId from) {
    String source = from.toString();
    CheckedBlock asked =
        waiter.cid().equals(block.block().cid())
            ? block
            : CheckedBlock.check(hashers, waiter.cid(), block.block().bytes(), source);
    waiter.future().complete(Optional.of(new FetchedBlock(asked, source)));
  }

  private void received(RemotePeer peer, Presence presence, List<Runnable> later) {
    Want want = wants.get(presence.cid().multihash());
    Ask ask = want == null ? null : want.asks.get(peer);
    if (want == null || ask == null) {
      return;
    }
    peer.answered(ask, time.nanos());
    peer.settled(ask);
    if (presence.has()) {
      noteIfLate(ask);
      ask.answer = Ask.Answer.HAS;
      ask.live = ask.type == WantType.BLOCK;
      want.waiters.forEach(waiter -> waiter.session().join(peer).answered(true));
      want.hopelessSince = 0;
    } else {
      ask.answer = Ask.Answer.HAS_NOT;
      if (peers.size() > 1) {
        assigner.askForPromise(ask);
      }
      want.waiters.forEach(waiter -> missed(waiter.session(), peer));
      released(ask, later);
    }
  }

  private static void noteIfLate(Ask ask) {
    if (ask.answer == Ask.Answer.HAS_NOT) {
      ask.want.waiters.forEach(waiter -> waiter.session().join(ask.peer).gotItLater());
    }
  }

  private static void missed(FetchSession session, RemotePeer peer) {
    SessionPeer known = session.peers.get(peer);
    if (known != null) {
      known.answered(false);
    }
  }

  /** A peer sends what cannot be used. */
  public void sentGarbage(PeerId id, int bytes) {
    locked(
        later -> {
          counts.unwanted(bytes);
          RemotePeer peer = peers.get(id);
          if (peer != null) {
            distrust(peer, time.nanos(), later);
            placeAll(later);
          }
        });
  }

  /** What was asked of a peer that cannot be relied on is asked of others, where there are any. */
  private void distrust(RemotePeer peer, long now, List<Runnable> later) {
    peer.rest(now);
    for (Ask ask : List.copyOf(peer.waiting)) {
      if (ask.isFetching()) {
        silence(ask, later);
      }
    }
  }

  private void silence(Ask ask, List<Runnable> later) {
    ask.peer.settled(ask);
    ask.answer = Ask.Answer.SILENT;
    ask.want.waiters.forEach(waiter -> missed(waiter.session(), ask.peer));
    released(ask, later);
  }

  // ---- time

  private void arm() {
    if (!ticking && !closed && isBusy()) {
      ticking = true;
      time.after(TICK, this::tick);
    }
  }

  private boolean isBusy() {
    return !wants.isEmpty();
  }

  private void tick() {
    locked(
        later -> {
          ticking = false;
          long now = time.nanos();
          for (RemotePeer peer : List.copyOf(peers.values())) {
            checkOverdue(peer, now, later);
          }
          placeAll(later);
        });
  }

  private void checkOverdue(RemotePeer peer, long now, List<Runnable> later) {
    for (Ask ask = first(peer); ask != null && peer.isOverdue(ask, now); ask = first(peer)) {
      if (ask.isFetching()) {
        distrust(peer, now, later);
      } else {
        silence(ask, later);
      }
    }
  }

  private static @Nullable Ask first(RemotePeer peer) {
    return peer.waiting.isEmpty() ? null : peer.waiting.iterator().next();
  }
}
