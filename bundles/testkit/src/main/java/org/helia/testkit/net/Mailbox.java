package org.helia.testkit.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.helia.api.net.NetListener;
import org.jspecify.annotations.Nullable;

/** Tells a listener one thing after the other, on a worker. */
final class Mailbox {
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
      event.accept(listener);
    }
  }
}
