package org.helia.broker.bitswap.internal.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/**
 * A block that one or several sessions want, and whom that was said to. Guarded by the client's
 * lock.
 */
final class Want {
  /** Who wants it, under which CID. */
  record Waiter(FetchSession session, Cid cid, CompletableFuture<Optional<FetchedBlock>> future) {}

  final Cid cid;
  final int priority;
  final List<Waiter> waiters = new ArrayList<>(1);
  final Map<RemotePeer, Ask> asks = new LinkedHashMap<>();

  /** From whom the block itself has been asked; at most one at a time. */
  @Nullable Ask fetching;

  /** Whether connected peers have been asked besides the sessions' own. */
  boolean spread;

  /** Whether routing has been asked who has it. */
  boolean searched;

  /** How many searches are under way. */
  int searches;

  /** Since when there is nobody left from whom it may come, in nanoseconds; 0: there is. */
  long hopelessSince;

  Want(Cid cid, int priority) {
    this.cid = cid;
    this.priority = priority;
  }

  Multihash hash() {
    return cid.multihash();
  }

  /** Whether it may still come from somebody who was asked. */
  boolean hasHope() {
    return searches > 0
        || asks.values().stream().anyMatch(ask -> ask.isWaiting() || ask.answer == Ask.Answer.HAS);
  }

  /** Whether a peer has not answered in time that may do so yet. */
  boolean mayStillCome() {
    return asks.values().stream()
        .anyMatch(ask -> ask.live && ask.answer == Ask.Answer.SILENT && !ask.peer.legacy);
  }

  /** How many are known to have it. */
  int holders() {
    int count = 0;
    for (Ask ask : asks.values()) {
      count += ask.answer == Ask.Answer.HAS ? 1 : 0;
    }
    return count;
  }

  String asked() {
    if (asks.isEmpty()) {
      return "no peers";
    }
    StringJoiner answers =
        new StringJoiner(", ", asks.size() == 1 ? "1 peer: " : asks.size() + " peers: ", "");
    asks.values().forEach(ask -> answers.add(ask.peer.id() + " (" + ask.answer.text() + ")"));
    return answers.toString();
  }
}
