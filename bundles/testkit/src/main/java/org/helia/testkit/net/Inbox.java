package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.helia.api.net.NetException;
import org.jspecify.annotations.Nullable;

/** What has arrived on a stream and waits to be read. */
final class Inbox extends Changing {
  private static final int END = -1;
  private static final int NOTHING = 0;

  /** A piece is at least so long, so that many small ones cost little. */
  private static final int SMALLEST_PIECE = 512;

  private @Nullable Deque<ByteBuffer> pieces;
  private boolean ended;
  private @Nullable Supplier<NetException> failure;
  private @Nullable Runnable task;

  /**
   * Adds bytes.
   *
   * @param piece what it has remaining; belongs to this from now on
   * @return whether somebody may still read them
   */
  synchronized boolean add(ByteBuffer piece) {
    if (ended || failure != null) {
      return false;
    }
    if (pieces == null) {
      pieces = new ArrayDeque<>(2);
    }
    if (!fitsIntoLast(piece)) {
      pieces.add(roomy(piece));
    }
    changed();
    return true;
  }

  private boolean fitsIntoLast(ByteBuffer piece) {
    ByteBuffer last = pieces == null ? null : pieces.peekLast();
    if (last == null || last.capacity() - last.limit() < piece.remaining()) {
      return false;
    }
    int end = last.limit();
    last.limit(end + piece.remaining());
    last.put(end, piece, piece.position(), piece.remaining());
    return true;
  }

  private static ByteBuffer roomy(ByteBuffer piece) {
    return piece.remaining() >= SMALLEST_PIECE
        ? piece
        : ByteBuffer.allocate(SMALLEST_PIECE).put(piece).flip();
  }

  /** Nothing more will come. */
  synchronized void end() {
    ended = true;
    changed();
  }

  /**
   * Makes reads fail and drops what is there.
   *
   * @param evenIfEnded whether also what has come in full is dropped
   * @return how many bytes were dropped
   */
  synchronized long fail(Supplier<NetException> error, boolean evenIfEnded) {
    if (ended && !evenIfEnded || failure != null) {
      return 0;
    }
    long dropped = pieces == null ? 0 : pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    failure = error;
    pieces = null;
    changed();
    return dropped;
  }

  /** Takes what is there: {@value #NOTHING} when there is nothing, {@value #END} at the end. */
  synchronized int poll(ByteBuffer target) {
    if (failure != null) {
      throw failure.get();
    }
    if (pieces == null || pieces.isEmpty()) {
      return ended ? END : NOTHING;
    }
    int before = target.position();
    while (target.hasRemaining() && !pieces.isEmpty()) {
      take(pieces.element(), target);
    }
    pieces = pieces.isEmpty() ? null : pieces;
    return target.position() - before;
  }

  private void take(ByteBuffer piece, ByteBuffer target) {
    int size = Math.min(piece.remaining(), target.remaining());
    target.put(target.position(), piece, piece.position(), size);
    target.position(target.position() + size);
    piece.position(piece.position() + size);
    if (!piece.hasRemaining() && pieces != null) {
      pieces.remove();
    }
  }

  /** Leaves a task for when it is readable. */
  synchronized void leave(Runnable left) {
    if (task != null) {
      throw new IllegalStateException("another task waits for the stream already");
    }
    task = left;
  }

  /** Takes the task that was left, when its time has come. */
  synchronized @Nullable Runnable takeTask() {
    Runnable left = isReady() ? task : null;
    task = left == null ? task : null;
    return left;
  }

  synchronized boolean isOver() {
    return ended || failure != null;
  }

  @Override
  boolean isReady() {
    return ended || failure != null || pieces != null && !pieces.isEmpty();
  }
}
