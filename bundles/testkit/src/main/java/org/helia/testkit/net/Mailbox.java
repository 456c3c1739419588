package org.helia.testkit.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.helia.api.net.NetListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener one thing after the other, on a worker. */
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final NetListener listener;
  private final Executor workers;
  private final Deque<Consumer<NetListener>> events = new ArrayDeque<>(2);
  private boolean telling;

  Mailbox(NetListener listener, Executor workers) {
    this.listener = listener;
    this.workers = workers;
  }

  void tell(Consumer<NetListener> event) {
    synchronized (events) {
      events.add(event);
      if (telling) {
        return;
      }
      telling = true;
    }
    workers.execute(this::tellAll);
  }

  private @Nullable Consumer<NetListener> poll() {
    synchronized (events) {
      Consumer<NetListener> event = events.poll();
      telling = event != null;
      return event;
    }
  }

  private void tellAll() {
    for (Consumer<NetListener> event = poll(); event != null; event = poll()) {
      tell(listener, event);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // The listener is somebody else's.
  private static void tell(NetListener listener, Consumer<NetListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException | Error e) {
      LOG.warn("a listener failed; it hears what comes next all the same", e);
    }
  }
}
