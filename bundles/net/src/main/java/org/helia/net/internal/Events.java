package org.helia.net.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.helia.api.net.NetListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens, each in order and without waiting for any of them. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  /** How much may wait for one listener; what comes on top is dropped. */
  static final int MAX_WAITING = 65_536;

  private final Executor workers;
  private final Map<NetListener, Line> lines = new ConcurrentHashMap<>();

  Events(Executor workers) {
    this.workers = workers;
  }

  /** A listener has come; it hears of what is from now on, and first of what is already. */
  void add(NetListener listener, List<Consumer<NetListener>> first) {
    Line line = new Line(listener);
    lines.put(listener, line);
    first.forEach(line::tell);
  }

  void remove(NetListener listener) {
    Line line = lines.remove(listener);
    if (line != null) {
      line.close();
    }
  }

  void tell(Consumer<NetListener> event) {
    lines.values().forEach(line -> line.tell(event));
  }

  /** What waits for one listener. */
  private final class Line {
    private final NetListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Consumer<NetListener>> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    Line(NetListener listener) {
      this.listener = listener;
    }

    void tell(Consumer<NetListener> event) {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        if (waiting.size() == MAX_WAITING) {
          LOG.error("{} is so slow that it misses what happens on the network", listener);
          return;
        }
        waiting.add(event);
        if (busy) {
          return;
        }
        busy = true;
      } finally {
        lock.unlock();
      }
      try {
        workers.execute(this::work);
      } catch (RejectedExecutionException e) {
        LOG.debug("the node stops, so {} hears no more", listener, e);
      }
    }

    private void work() {
      for (Consumer<NetListener> event = next(); event != null; event = next()) {
        try {
          event.accept(listener);
        } catch (RuntimeException e) {
          LOG.warn("{} failed on an event of the network", listener, e);
        }
      }
    }

    private @Nullable Consumer<NetListener> next() {
      lock.lock();
      try {
        Consumer<NetListener> event = waiting.poll();
        busy = event != null;
        return event;
      } finally {
        lock.unlock();
      }
    }

    void close() {
      lock.lock();
      try {
        closed = true;
        waiting.clear();
      } finally {
        lock.unlock();
      }
    }
  }
}
