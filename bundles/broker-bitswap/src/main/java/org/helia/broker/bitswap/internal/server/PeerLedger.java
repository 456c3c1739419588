package org.helia.broker.bitswap.internal.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/**
 * What one peer wants, as far as it has not got it. A want that was answered with no stays, so that
 * the answer can still change; one that was answered with yes is over.
 */
final class PeerLedger {
  private final PeerChannel channel;
  private final PromiseIndex promises;
  private final int maxWants;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Cid, PeerWant> wants = new LinkedHashMap<>();
  private final NavigableSet<PeerWant> byPriority = new TreeSet<>(PeerWant.FIRST);

  /** Those whose answer has to be looked up. */
  private final NavigableSet<PeerWant> queue = new TreeSet<>(PeerWant.FIRST);

  private long numbers;
  private boolean gone;

  /** Bytes of answers that have not been handed to the network. */
  private final AtomicLong outstanding = new AtomicLong();

  /** For the scheduler, which guards them. */
  long virtualTime;

  boolean scheduled;

  /**
   * @param maxWants how many are kept; those of the lowest priority are refused
   */
  PeerLedger(PeerChannel channel, PromiseIndex promises, int maxWants) {
    this.channel = channel;
    this.promises = promises;
    this.maxWants = maxWants;
  }

  PeerId peer() {
    return channel.peer();
  }

  PeerChannel channel() {
    return channel;
  }

  AtomicLong outstanding() {
    return outstanding;
  }

  /**
   * Takes the changes of a message.
   *
   * @return the wants that there was no room for
   */
  List<WantEntry> update(Message message) {
    lock.lock();
    try {
      if (message.full()) {
        List.copyOf(wants.values()).forEach(this::remove);
      }
      List<WantEntry> refused = new ArrayList<>();
      for (WantEntry entry : message.wants()) {
        if (entry.cancel()) {
          cancel(entry.cid());
        } else if (gone || !add(entry, refused)) {
          refused.add(entry);
        }
      }
      return refused;
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Cid cid) {
    PeerWant want = wants.get(cid);
    if (want != null) {
      remove(want);
    }
  }

  private boolean add(WantEntry entry, List<WantEntry> refused) {
    PeerWant known = wants.get(entry.cid());
    if (known != null) {
      remove(known);
    } else if (wants.size() >= maxWants) {
      PeerWant last = byPriority.last();
      if (last.priority() >= entry.priority()) {
        return false;
      }
      remove(last);
      refused.add(new WantEntry(last.cid(), 0, false, WantType.HAVE, last.sendDontHave()));
    }
    PeerWant want = new PeerWant(this, entry, numbers++);
    wants.put(entry.cid(), want);
    byPriority.add(want);
    queue.add(want);
    promises.add(want);
    return true;
  }

  private void remove(PeerWant want) {
    wants.remove(want.cid());
    byPriority.remove(want);
    queue.remove(want);
    promises.remove(want);
  }

  /** The next want to look up; null when there is none. */
  @Nullable PeerWant next() {
    lock.lock();
    try {
      return queue.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something to look up. */
  boolean isWaiting() {
    lock.lock();
    try {
      return !queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A want has been answered with yes, or the block.
   *
   * @return false when it has been cancelled meanwhile
   */
  boolean satisfied(PeerWant want) {
    lock.lock();
    try {
      boolean live = wants.get(want.cid()) == want;
      if (live) {
        remove(want);
      }
      return live;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The answer to a want may have changed.
   *
   * @return false when it is no longer wanted
   */
  boolean lookAgain(PeerWant want) {
    lock.lock();
    try {
      return wants.get(want.cid()) == want && queue.add(want);
    } finally {
      lock.unlock();
    }
  }

  /** What is wanted, in the order of asking. */
  List<Cid> wantlist() {
    lock.lock();
    try {
      return List.copyOf(wants.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** How many there are. */
  int size() {
    lock.lock();
    try {
      return wants.size();
    } finally {
      lock.unlock();
    }
  }

  /** The peer has left. */
  void close() {
    lock.lock();
    try {
      gone = true;
      List.copyOf(wants.values()).forEach(this::remove);
    } finally {
      lock.unlock();
    }
  }
}
