package org.helia.net.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.net.spi.MuxedStream;

/** A muxer's stream, and what has to be given back when it has ended. */
final class CountedStream {
  private final MuxedStream stream;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> endings = new ArrayList<>();
  private boolean ended;

  CountedStream(MuxedStream stream, Runnable first) {
    this.stream = stream;
    endings.add(first);
    stream.onEnd(this::end);
  }

  MuxedStream stream() {
    return stream;
  }

  /** Runs one task more when the stream has ended, at once when it has. */
  void onEnd(Runnable task) {
    lock.lock();
    try {
      if (!ended) {
        endings.add(task);
        return;
      }
    } finally {
      lock.unlock();
    }
    task.run();
  }

  private void end() {
    List<Runnable> tasks;
    lock.lock();
    try {
      ended = true;
      tasks = List.copyOf(endings);
      endings.clear();
    } finally {
      lock.unlock();
    }
    tasks.forEach(Runnable::run);
  }
}
