package org.helia.broker.bitswap.internal.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.HeliaException;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.jspecify.annotations.Nullable;

/** What this node wants, each block once. Guarded by the client's lock. */
final class WantList {
  private final Map<Multihash, Want> wants = new HashMap<>();
  private final RecentBlocks recent = new RecentBlocks();
  private int nextPriority = Integer.MAX_VALUE;

  /** Adds one who wants a block, which others may want already. */
  Want add(Want.Waiter waiter) {
    Want want =
        wants.computeIfAbsent(
            waiter.cid().multihash(), hash -> new Want(waiter.cid(), nextPriority()));
    want.waiters.add(waiter);
    return want;
  }

  private int nextPriority() {
    nextPriority = nextPriority == 1 ? Integer.MAX_VALUE : nextPriority - 1;
    return nextPriority;
  }

  /** One wants a block no longer; when nobody else does, all questions for it are taken back. */
  void withdraw(Want.Waiter waiter) {
    Want want = get(waiter.cid().multihash());
    if (want == null || !want.waiters.remove(waiter)) {
      return;
    }
    FetchSession session = waiter.session();
    if (want.waiters.stream().noneMatch(other -> other.session() == session)) {
      session.wants.remove(want);
      session.unassigned.remove(want);
    }
    if (want.waiters.isEmpty()) {
      remove(want);
    }
  }

  /**
   * Nobody wants it any more, or it has come. Timers know it for some seconds yet, and with its
   * waiters they would keep the block in memory.
   */
  private void remove(Want want) {
    wants.remove(want.hash());
    recent.add(want.hash());
    List.copyOf(want.asks.values()).forEach(Assigner::takeBack);
    for (Want.Waiter waiter : want.waiters) {
      waiter.session().wants.remove(want);
      waiter.session().unassigned.remove(want);
    }
    want.waiters.clear();
  }

  /**
   * Takes a want off the list.
   *
   * @return those who still wait for it and have to be told
   */
  List<Want.Waiter> take(Want want) {
    List<Want.Waiter> waiters = List.copyOf(want.waiters);
    remove(want);
    return waiters;
  }

  /** Tells those who wait that it will not come. */
  void fail(Want want, HeliaException error, List<Runnable> later) {
    List<Want.Waiter> waiters = take(want);
    later.add(() -> waiters.forEach(each -> each.future().completeExceptionally(error)));
  }

  /** Tells those who wait that nobody could be asked. */
  void endWithout(Want want, List<Runnable> later) {
    Optional<FetchedBlock> nothing = Optional.empty();
    List<Want.Waiter> waiters = take(want);
    later.add(() -> waiters.forEach(each -> each.future().complete(nothing)));
  }

  @Nullable Want get(Multihash hash) {
    return wants.get(hash);
  }

  boolean contains(Want want) {
    return wants.get(want.hash()) == want;
  }

  Collection<Want> all() {
    return wants.values();
  }

  boolean isEmpty() {
    return wants.isEmpty();
  }

  /** Whether a block was wanted a short while ago. */
  boolean wasWanted(Multihash hash) {
    return recent.contains(hash);
  }

  /** Whether a block that comes may be one that is wanted, or was. */
  boolean expectsBlocks() {
    return !wants.isEmpty() || !recent.isEmpty();
  }

  /** How many blocks there are that a peer has been asked to send. */
  int fetching() {
    int count = 0;
    for (Want want : wants.values()) {
      count += want.fetching == null ? 0 : 1;
    }
    return count;
  }

  int size() {
    return wants.size();
  }

  /** What is wanted, sorted. */
  List<Cid> cids() {
    return wants.values().stream().map(want -> want.cid).sorted().toList();
  }
}
