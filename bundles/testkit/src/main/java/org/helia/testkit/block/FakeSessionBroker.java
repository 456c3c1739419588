package org.helia.testkit.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.block.SessionBroker;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.testkit.codec.FakeHashers;

/**
 * A broker with sessions. It answers at once, from a thread of its own; or when the test says so;
 * or in rounds, each of which answers everything that is wanted when nobody wants anything more: as
 * many rounds as there are waits for the network, however slow that is.
 */
public final class FakeSessionBroker implements SessionBroker, AutoCloseable {
  /** When nothing was wanted for so long, whoever wants something is taken to be waiting. */
  private static final long QUIET_MILLIS = 10;

  /** So often in a row nobody has to be at work: one that was just woken does not look like it. */
  private static final int QUIET_LOOKS = 4;

  /** How often threads that are still at work are given more time. */
  private static final int MAX_PATIENCE = 200;

  private enum Mode {
    AT_ONCE,
    IN_ROUNDS,
    WHEN_TOLD
  }

  private final String name;
  private final Hashers hashers = new FakeHashers();
  private final Map<Multihash, byte[]> content = new ConcurrentHashMap<>();
  private final Map<Multihash, byte[]> ahead = new ConcurrentHashMap<>();
  private final BlockingQueue<Want> fresh = new LinkedBlockingQueue<>();
  private final Set<Want> open = ConcurrentHashMap.newKeySet();
  private final List<Cid> asked = new CopyOnWriteArrayList<>();
  private final List<Cid> expected = new CopyOnWriteArrayList<>();
  private final Map<Multihash, AtomicInteger> deliveries = new ConcurrentHashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicInteger openSessions = new AtomicInteger();
  private final AtomicInteger takenBack = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread;
  private volatile Mode mode = Mode.AT_ONCE;
  private volatile boolean closed;

  /** A broker that knows nobody who has anything. */
  public FakeSessionBroker(String name) {
    this.name = name;
    this.thread = new Thread(this::answer, "fake-broker-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Has this block. */
  public FakeSessionBroker offer(Block block) {
    return offer(block.cid().multihash(), block.bytes());
  }

  /** Has these bytes for this hash. */
  public FakeSessionBroker offer(Multihash hash, byte[] bytes) {
    content.put(hash, bytes);
    return this;
  }

  /** Has brought this block before anybody wanted it. */
  public FakeSessionBroker bringAhead(Block block) {
    ahead.put(block.cid().multihash(), block.bytes());
    return this;
  }

  /** Has all that a store has. */
  public FakeSessionBroker offerAll(FakeBlockstore store) {
    try (var hashes = store.hashes()) {
      hashes.forEach(hash -> offer(hash, store.get(hash).orElseThrow()));
    }
    return this;
  }

  /** Answers only when {@link #answerAll} is called. */
  public FakeSessionBroker whenTold() {
    mode = Mode.WHEN_TOLD;
    return this;
  }

  /** Answers in rounds, which {@link #rounds} counts. */
  public FakeSessionBroker inRounds() {
    mode = Mode.IN_ROUNDS;
    return this;
  }

  /** Answers everything that is wanted now; returns how much that was. */
  public int answerAll() {
    List<Want> wants = List.copyOf(open);
    wants.forEach(this::answer);
    return wants.size();
  }

  /** Fails everything that is wanted now, as when the broker's network goes down. */
  public void failAll() {
    List.copyOf(open).forEach(want -> want.fail(new BlockException(name + " lost its network")));
  }

  private void answer() {
    try {
      while (!closed) {
        Want first = fresh.take();
        if (mode == Mode.AT_ONCE) {
          answer(first);
        } else if (mode == Mode.IN_ROUNDS) {
          answerRound(first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerRound(Want first) throws InterruptedException {
    List<Want> round = new ArrayList<>(List.of(first));
    int patience = 0;
    int quiet = 0;
    while (quiet < QUIET_LOOKS && patience <= MAX_PATIENCE) {
      Want next = fresh.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        round.add(next);
        quiet = 0;
      } else if (isAnybodyAtWork()) {
        patience++;
        quiet = 0;
      } else {
        quiet++;
      }
    }
    rounds.incrementAndGet();
    round.forEach(this::answer);
  }

  /** Whether a thread of the node's own, or of a test, could still want something. */
  private static boolean isAnybodyAtWork() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(other -> other != Thread.currentThread())
        .filter(other -> other.getName().startsWith("helia-") || other.getName().equals("main"))
        .anyMatch(other -> other.getState() == Thread.State.RUNNABLE);
  }

  private void answer(Want want) {
    byte[] bytes = content.get(want.cid.multihash());
    if (want.isDone()) {
      return;
    }
    if (bytes == null) {
      want.fail(new BlockNotFoundException(want.cid, "1 peer of " + name));
      return;
    }
    try {
      CheckedBlock block = CheckedBlock.check(hashers, want.cid, bytes, "a peer of " + name);
      AtomicInteger count =
          deliveries.computeIfAbsent(want.cid.multihash(), any -> new AtomicInteger());
      // Before whoever waits for it sees it.
      count.incrementAndGet();
      if (!want.complete(Optional.of(new FetchedBlock(block, "peer-of-" + name)))) {
        count.decrementAndGet();
      }
    } catch (BlockException e) {
      want.fail(e);
    }
  }

  /** What was wanted, in that order. */
  public List<Cid> asked() {
    return List.copyOf(asked);
  }

  /** What is wanted now. */
  public int open() {
    return open.size();
  }

  /** How many wants were cancelled. */
  public int takenBack() {
    return takenBack.get();
  }

  /** How often this block was delivered. */
  public int deliveries(Cid cid) {
    AtomicInteger count = deliveries.get(cid.multihash());
    return count == null ? 0 : count.get();
  }

  /** How many blocks were delivered, those that came twice counted twice. */
  public int deliveries() {
    return deliveries.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** How many sessions were opened. */
  public int sessions() {
    return sessions.get();
  }

  /** How many sessions were opened and not closed. */
  public int openSessions() {
    return openSessions.get();
  }

  /** The roots of DAGs that sessions were told to expect. */
  public List<Cid> expected() {
    return List.copyOf(expected);
  }

  /** How many rounds it took. */
  public int rounds() {
    return rounds.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public BrokerSession session(FetchOptions options) {
    if (closed) {
      throw new BlockException(name + " is closed");
    }
    sessions.incrementAndGet();
    openSessions.incrementAndGet();
    return new Session();
  }

  /** As when its bundle stops: everything that is wanted fails. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    List.copyOf(open).forEach(want -> want.fail(new BlockException(name + " is closed")));
  }

  private final class Session implements BrokerSession {
    private final Set<Want> wants = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    @Override
    public CompletableFuture<Optional<FetchedBlock>> want(Cid cid) {
      Want want = new Want(cid, wants);
      asked.add(cid);
      if (closed || ended) {
        want.fail(new BlockException(name + " is closed"));
      } else {
        fresh.add(want);
      }
      return want;
    }

    @Override
    public void expectDag(Cid root) {
      expected.add(root);
    }

    @Override
    public Optional<FetchedBlock> takeAhead(Cid cid) {
      return Optional.ofNullable(ahead.remove(cid.multihash()))
          .map(bytes -> CheckedBlock.check(hashers, cid, bytes, name))
          .map(block -> new FetchedBlock(block, "peer-of-" + name));
    }

    @Override
    public String asked(Cid cid) {
      return "1 peer: peer-of-" + name + " (no answer)";
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        openSessions.decrementAndGet();
      }
      List.copyOf(wants).forEach(want -> want.fail(new BlockException("the session was closed")));
    }
  }

  private final class Want extends CompletableFuture<Optional<FetchedBlock>> {
    private final Cid cid;

    Want(Cid cid, Set<Want> ofSession) {
      this.cid = cid;
      open.add(this);
      ofSession.add(this);
      whenComplete(
          (block, error) -> {
            open.remove(this);
            ofSession.remove(this);
          });
    }

    void fail(RuntimeException error) {
      completeExceptionally(error);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        takenBack.incrementAndGet();
      }
      return cancelled;
    }
  }
}
