package org.helia.cli.internal.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.cli.internal.wire.FrameWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to a client. The command's threads put bytes in and wait while it is full; one
 * thread of the connection, which nobody ever interrupts, sends them. (An interrupted thread must
 * not touch the channel, for that would close it.)
 */
final class Outbox {
  /**
   * How many bytes of output wait for the client at most; so much memory does a client that does
   * not read cost.
   */
  static final int LIMIT_BYTES = 1024 * 1024;

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int MAX_SPARE = LIMIT_BYTES / CHUNK_BYTES;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final Deque<byte[]> spare = new ArrayDeque<>();
  private int waitingBytes;
  private boolean finished;
  private boolean broken;

  /** Bytes that become one frame. */
  private static final class Chunk {
    final int type;
    final byte[] bytes;
    int length;

    Chunk(int type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }
  }

  /** A stream whose bytes become frames of a type. */
  OutputStream stream(int type) {
    return new Stream(type);
  }

  /** Puts a small frame that does not count for the limit. Never waits. */
  void control(int type, ByteBuffer payload) {
    lock.lock();
    try {
      Chunk chunk = new Chunk(type, new byte[payload.remaining()]);
      chunk.length = payload.remaining();
      payload.get(chunk.bytes);
      chunks.add(chunk);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be put; {@link #sendTo} returns when everything is sent. */
  void finish() {
    lock.lock();
    try {
      finished = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The client is gone: whoever puts output gets an error. */
  void breakOff() {
    lock.lock();
    try {
      broken = true;
      chunks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends what comes until {@link #finish} or {@link #breakOff}. */
  void sendTo(FrameWriter writer) throws IOException {
    for (Chunk chunk = take(); chunk != null; chunk = take()) {
      writer.write(chunk.type, ByteBuffer.wrap(chunk.bytes, 0, chunk.length));
      recycle(chunk);
    }
  }

  private @Nullable Chunk take() {
    lock.lock();
    try {
      while (chunks.isEmpty() && !finished && !broken) {
        changed.awaitUninterruptibly();
      }
      return chunks.poll();
    } finally {
      lock.unlock();
    }
  }

  private void recycle(Chunk sent) {
    if (sent.bytes.length != CHUNK_BYTES) {
      return;
    }
    lock.lock();
    try {
      waitingBytes -= sent.length;
      if (spare.size() < MAX_SPARE) {
        spare.push(sent.bytes);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(int type, byte[] from, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      done += putSome(type, from, offset + done, length - done);
    }
  }

  private int putSome(int type, byte[] from, int offset, int length) throws IOException {
    try {
      lock.lockInterruptibly();
      try {
        while (waitingBytes >= LIMIT_BYTES && !broken && !finished) {
          changed.await();
        }
        if (broken || finished) {
          throw new IOException("the client is gone");
        }
        return append(open(type), from, offset, length);
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client did not read");
    }
  }

  /** The last chunk, if there is room in it for more of the same, or a new one. */
  private Chunk open(int type) {
    Chunk last = chunks.peekLast();
    if (last != null && last.type == type && last.length < last.bytes.length) {
      return last;
    }
    byte[] bytes = spare.isEmpty() ? new byte[CHUNK_BYTES] : spare.pop();
    Chunk chunk = new Chunk(type, bytes);
    chunks.add(chunk);
    return chunk;
  }

  private int append(Chunk chunk, byte[] from, int offset, int length) {
    int count = Math.min(length, chunk.bytes.length - chunk.length);
    System.arraycopy(from, offset, chunk.bytes, chunk.length, count);
    chunk.length += count;
    waitingBytes += count;
    changed.signalAll();
    return count;
  }

  private final class Stream extends OutputStream {
    private final int type;

    Stream(int type) {
      this.type = type;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      put(type, bytes, offset, length);
    }
  }
}
