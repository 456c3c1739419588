package org.helia.net.quic.internal;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks on an event loop, but not before it has looked what has come in. Netty's loop runs
 * dozens of tasks before it looks at its sockets again; those of its timer it takes only after
 * that. When it ends, it cancels these, and runs all others.
 */
record AfterSockets(EventLoop loop) implements Executor {
  @Override
  public void execute(Runnable task) {
    if (loop.isShuttingDown()) {
      loop.execute(task);
      return;
    }
    loop.schedule(task, 0, TimeUnit.NANOSECONDS)
        .addListener(
            done -> {
              if (done.isCancelled()) {
                task.run();
              }
            });
  }
}
