package org.helia.blocks.internal;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugin;

/**
 * A session of a broker that has none of its own: each want is a blocking call on a worker thread.
 * What it delivers is checked here.
 */
final class PlainSession implements BrokerSession {
  /** How many calls of one reader may be in a broker at once; further wants wait for their turn. */
  static final int MAX_CALLS = 32;

  private final Plugin<BlockBroker> plugin;
  private final Hashers hashers;
  private final FetchOptions options;
  private final Executor calls;
  private final Set<Call> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param calls runs a bounded number of tasks at once
   */
  PlainSession(Plugin<BlockBroker> plugin, Hashers hashers, FetchOptions options, Executor calls) {
    this.plugin = plugin;
    this.hashers = hashers;
    this.options = options;
    this.calls = new CallQueue(MAX_CALLS, calls);
  }

  @Override
  public CompletableFuture<Optional<FetchedBlock>> want(Cid cid) {
    Call call = new Call(cid);
    open.add(call);
    try {
      if (closed) {
        call.fail(closedError());
      } else {
        calls.execute(call);
      }
    } catch (RejectedExecutionException e) {
      call.fail(new BlockException("the node is stopping: nothing is fetched any more", e));
    }
    return call.answer;
  }

  @Override
  public String asked(Cid cid) {
    return "it was asked itself";
  }

  /** Interrupts the calls. They end when they notice; nobody waits for it. */
  @Override
  public void close() {
    closed = true;
    open.forEach(call -> call.fail(closedError()));
  }

  private BlockException closedError() {
    return new BlockException("the session of " + plugin.service().name() + " was closed");
  }

  /** A call in the broker, which cannot leave before the call has really ended. */
  private final class Call extends FutureTask<Optional<FetchedBlock>> {
    private final CompletableFuture<Optional<FetchedBlock>> answer = new CompletableFuture<>();

    Call(Cid cid) {
      super(() -> fetch(cid));
      answer.whenComplete((block, error) -> end());
    }

    @Override
    public void run() {
      if (answer.isDone()) {
        return;
      }
      if (!plugin.enter()) {
        fail(new BlockException(plugin.service().name() + " is leaving"));
        return;
      }
      try {
        super.run();
      } finally {
        plugin.exit();
      }
    }

    @Override
    protected void set(Optional<FetchedBlock> block) {
      super.set(block);
      answer.complete(block);
    }

    @Override
    protected void setException(Throwable error) {
      super.setException(error);
      fail(error);
    }

    void fail(Throwable error) {
      answer.completeExceptionally(error);
    }

    /** Whoever has the answer, or has given it up, needs the thread no more. */
    private void end() {
      open.remove(this);
      cancel(true);
    }
  }

  private Optional<FetchedBlock> fetch(Cid cid) {
    BlockBroker broker = plugin.service();
    Optional<byte[]> bytes = broker.fetch(cid, options);
    if (bytes == null) {
      throw new BlockException("the broker " + broker.name() + " returned null");
    }
    String source = "broker " + broker.name();
    return bytes.map(
        some -> new FetchedBlock(CheckedBlock.check(hashers, cid, some, source), broker.name()));
  }
}
