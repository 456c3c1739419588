package org.helia.broker.bitswap.internal.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blocks;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.broker.bitswap.internal.peer.Reply;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.Presence;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugins;

/** Answers what peers want, now and when it comes later. */
public final class Server {
  /** What authorizers are told. */
  private static final String VIA = "bitswap";

  /**
   * Blocks up to so many bytes are sent to who only asked whether they are there; boxo has the same
   * limit.
   */
  private static final int MAX_INSTEAD_OF_HAVE_BYTES = 1_024;

  /** How much is read for one peer before another has its turn. */
  private static final int TURN_BYTES = 256 * 1024;

  private static final int TURN_WANTS = 256;

  /** What a presence is counted as. */
  private static final int PRESENCE_BYTES = 64;

  private final ServerLimits limits;
  private final OwnBlocks own;
  private final Function<PeerId, PeerChannel> channels;
  private final Accounts accounts;
  private final AnswerCounts counts = new AnswerCounts();
  private final PromiseIndex promises = new PromiseIndex();
  private final Map<PeerId, PeerLedger> ledgers = new ConcurrentHashMap<>();
  private final Scheduler scheduler;

  /**
   * @param blocks whose own stores are read
   * @param channels the way to a peer
   */
  public Server(
      ServerLimits limits,
      Supplier<Blocks> blocks,
      Plugins<BlockRequestAuthorizer> authorizers,
      Function<PeerId, PeerChannel> channels,
      Accounts accounts,
      Executor workers) {
    this.limits = limits;
    this.own = new OwnBlocks(blocks, authorizers, VIA, counts);
    this.channels = channels;
    this.accounts = accounts;
    this.scheduler =
        new Scheduler(
            workers,
            this::answerSome,
            limits.threads(),
            limits.maxOutstandingBytesPerPeer(),
            limits.maxOutstandingBytes());
  }

  /** What peers were told so far. */
  public AnswerCounts counts() {
    return counts;
  }

  /** Takes what a peer wants, or no longer wants. Never waits. */
  public void received(PeerId peer, Message message) {
    if (message.wants().isEmpty() && !message.full()) {
      return;
    }
    PeerLedger ledger =
        ledgers.computeIfAbsent(
            peer, each -> new PeerLedger(channels.apply(each), promises, limits.maxWantsPerPeer()));
    refuse(ledger, ledger.update(message));
    scheduler.offer(ledger);
  }

  /** Those that there is no room for are told at once, unless they do not listen. */
  private void refuse(PeerLedger ledger, List<WantEntry> refused) {
    counts.noRoomFor(refused.size());
    List<Presence> presences =
        refused.stream()
            .filter(WantEntry::sendDontHave)
            .map(entry -> new Presence(entry.cid(), false))
            .toList();
    if (!presences.isEmpty() && ledger.outstanding().get() < limits.maxOutstandingBytesPerPeer()) {
      send(ledger, List.of(), presences);
    }
  }

  /** Whether a peer waits for a block. */
  public boolean isWanted(Multihash hash) {
    return promises.isWanted(hash);
  }

  /** The node has come to have a block. Never waits. */
  public void stored(Multihash hash) {
    for (PeerWant want : promises.of(hash)) {
      if (want.ledger().lookAgain(want)) {
        scheduler.offer(want.ledger());
      }
    }
  }

  /** A peer has left; what it wanted is forgotten. */
  public void left(PeerId peer) {
    PeerLedger ledger = ledgers.remove(peer);
    if (ledger != null) {
      ledger.close();
    }
  }

  /** What a peer wants now, in the order of asking. */
  public List<Cid> wantlist(PeerId peer) {
    PeerLedger ledger = ledgers.get(peer);
    return ledger == null ? List.of() : ledger.wantlist();
  }

  /** The peers that have wanted something since they connected. */
  public List<PeerId> peers() {
    return List.copyOf(ledgers.keySet());
  }

  /** How many wants of all peers wait to be fulfilled. */
  public long wants() {
    return ledgers.values().stream().mapToLong(PeerLedger::size).sum();
  }

  private long answerSome(PeerLedger ledger) {
    List<Payload> blocks = new ArrayList<>();
    List<Presence> presences = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < TURN_WANTS && bytes < TURN_BYTES; i++) {
      PeerWant want = ledger.next();
      if (want == null) {
        break;
      }
      bytes += answer(want, blocks, presences);
    }
    long sent = 0;
    if (!presences.isEmpty()) {
      sent += send(ledger, List.of(), presences);
    }
    if (!blocks.isEmpty()) {
      sent += send(ledger, blocks, List.of());
    }
    return Math.max(bytes, sent);
  }

  private long send(PeerLedger ledger, List<Payload> blocks, List<Presence> presences) {
    long data = blocks.stream().mapToLong(block -> block.data().length).sum();
    long bytes = data + (long) PRESENCE_BYTES * presences.size();
    scheduler.loaded(ledger, bytes);
    ledger
        .channel()
        .answer(
            new Reply(
                blocks,
                presences,
                sent -> {
                  if (sent) {
                    count(ledger.peer(), blocks.size(), data, presences);
                  }
                  scheduler.unloaded(ledger, bytes);
                }));
    return bytes;
  }

  private void count(PeerId peer, int blocks, long bytes, List<Presence> presences) {
    counts.presences().add(presences);
    if (blocks > 0) {
      accounts.sent(peer, blocks, bytes);
    }
  }

  /** Adds the answer to a want, if there is one; returns what it costs in bytes. */
  private long answer(PeerWant want, List<Payload> blocks, List<Presence> presences) {
    OptionalInt size = own.size(want.cid(), want.ledger().peer());
    if (size.isEmpty() || size.getAsInt() > Payload.MAX_DATA_BYTES) {
      return deny(want, presences);
    }
    if (!want.wantsBlock() && size.getAsInt() > MAX_INSTEAD_OF_HAVE_BYTES) {
      if (want.ledger().satisfied(want)) {
        presences.add(new Presence(want.cid(), true));
      }
      return PRESENCE_BYTES;
    }
    Optional<Block> block = own.get(want.cid());
    if (block.isEmpty()) {
      return deny(want, presences);
    }
    if (want.ledger().satisfied(want)) {
      blocks.add(Payload.of(block.get()));
    }
    return block.get().size();
  }

  private static long deny(PeerWant want, List<Presence> presences) {
    if (want.sendDontHave()) {
      presences.add(new Presence(want.cid(), false));
    }
    return PRESENCE_BYTES;
  }
}
