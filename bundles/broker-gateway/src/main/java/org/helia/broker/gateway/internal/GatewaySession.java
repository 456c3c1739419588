package org.helia.broker.gateway.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.helia.api.block.BlockException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/** One reader's wants, and the gateways that it knows. */
final class GatewaySession implements BrokerSession {
  /** How many wants it may have at once. */
  static final int MAX_WANTS = 4_096;

  private final GatewayBroker broker;
  private final Candidates candidates;
  private final Map<Cid, Want> wants = new ConcurrentHashMap<>();
  private final DagFeed feed = new DagFeed(this);
  private volatile boolean closed;

  GatewaySession(GatewayBroker broker, Candidates candidates) {
    this.broker = broker;
    this.candidates = candidates;
  }

  @Override
  public CompletableFuture<Optional<FetchedBlock>> want(Cid cid) {
    Want fresh = new Want(cid, this);
    if (closed) {
      fresh.result().completeExceptionally(closedException());
      return fresh.result();
    }
    if (wants.size() >= MAX_WANTS) {
      fresh
          .result()
          .completeExceptionally(
              new BlockException(
                  "block %s is not asked for: %d wants wait already".formatted(cid, MAX_WANTS)));
      return fresh.result();
    }
    Want known = wants.putIfAbsent(cid, fresh);
    if (known != null) {
      return known.result();
    }
    if (!feed.offer(fresh)) {
      fresh.start();
    }
    if (closed) {
      fresh.result().completeExceptionally(closedException());
    }
    return fresh.result();
  }

  private static BlockException closedException() {
    return new BlockException("the session with gateways is closed");
  }

  @Override
  public void expectDag(Cid root) {
    feed.expect();
  }

  @Override
  public Optional<FetchedBlock> takeAhead(Cid cid) {
    return feed.takeAhead(cid);
  }

  @Override
  public String asked(Cid cid) {
    Want want = wants.get(cid);
    return want == null ? "nobody" : feed.waitsFor(want).orElseGet(want::describe);
  }

  void ended(Want want) {
    wants.remove(want.cid(), want);
    feed.forget(want);
  }

  /** The want for a block, if there is one. */
  @Nullable Want wanted(Cid cid) {
    return wants.get(cid);
  }

  /** Asks for some blocks by themselves. */
  void startAll(List<Want> some) {
    some.forEach(Want::start);
  }

  /** Begins to fetch a whole DAG from the best gateway, if there is one and there is room. */
  Optional<CarStream> beginCar(Cid root, Consumer<CarStream> run) {
    return candidates
        .best(Set.of())
        .filter(best -> !best.gateway().isPaused())
        .flatMap(best -> broker.beginCar(best, root, run));
  }

  void ended(CarStream car) {
    broker.ended(car);
  }

  Candidates candidates() {
    return candidates;
  }

  Settings settings() {
    return broker.settings();
  }

  ScheduledExecutorService timer() {
    return broker.timer();
  }

  long now() {
    return System.nanoTime();
  }

  /** Fetches a block from a gateway that may be asked. */
  CompletableFuture<CheckedBlock> fetch(Candidate candidate, Cid cid) {
    return broker.fetch(candidate, cid);
  }

  /** Adds the gateways that routers know for a block. */
  CompletableFuture<Void> findMore(Cid cid) {
    return broker
        .findMore(cid)
        .thenAccept(
            found ->
                found.forEach(gateway -> candidates.add(new Candidate(gateway, false, false))));
  }

  @Override
  public void close() {
    closed = true;
    feed.close();
    wants.values().forEach(want -> want.result().completeExceptionally(closedException()));
    broker.ended(this);
  }
}
