package org.helia.net.noise.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.crypto.Aead;

/** What was written and not flushed. On one event loop. */
final class WriteQueue {
  private static final byte[] NO_ASSOCIATED_DATA = {};

  private final ArrayDeque<Write> writes = new ArrayDeque<>();
  private long bytes;

  private record Write(ByteBuf buffer, ChannelPromise promise) {}

  /** Takes over the buffer, which holds at least one byte. */
  void add(ByteBuf buffer, ChannelPromise promise) {
    writes.add(new Write(buffer, promise));
    bytes += buffer.readableBytes();
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** How many bytes wait. */
  long bytes() {
    return bytes;
  }

  /**
   * Seals the first bytes into a frame. One large buffer is sealed from where it lies, small ones
   * are put together in the frame first.
   *
   * @param length how many bytes, as many as wait at most
   * @param frame direct memory with room for them and the tag
   * @param written completes when the frame has gone out, and with it the writes that end in it
   */
  void seal(int length, CipherState cipher, ByteBuf frame, ChannelPromise written) {
    ByteBuf head = writes.element().buffer();
    int start = frame.writerIndex();
    int sealed = length + Aead.TAG_BYTES;
    boolean inOnePiece =
        head.readableBytes() >= length && head.isDirect() && head.nioBufferCount() == 1;
    if (inOnePiece) {
      cipher.seal(
          NO_ASSOCIATED_DATA,
          head.nioBuffer(head.readerIndex(), length),
          frame.nioBuffer(start, sealed));
      head.skipBytes(length);
      end(finished(), written);
    } else {
      gather(length, frame, written);
      cipher.seal(
          NO_ASSOCIATED_DATA, frame.nioBuffer(start, length), frame.nioBuffer(start, sealed));
    }
    bytes -= length;
    frame.writerIndex(start + sealed);
  }

  private void gather(int length, ByteBuf frame, ChannelPromise written) {
    int missing = length;
    List<ChannelPromise> ended = new ArrayList<>();
    while (missing > 0) {
      ByteBuf head = writes.element().buffer();
      int part = Math.min(missing, head.readableBytes());
      frame.writeBytes(head, part);
      missing -= part;
      ended.addAll(finished());
    }
    end(ended, written);
  }

  /** Lets the first write go when all of it has been taken. */
  private List<ChannelPromise> finished() {
    Write head = writes.element();
    if (head.buffer().isReadable()) {
      return List.of();
    }
    writes.remove();
    head.buffer().release();
    return List.of(head.promise());
  }

  private static void end(List<ChannelPromise> ended, ChannelPromise written) {
    if (!ended.isEmpty()) {
      written.addListener(
          (ChannelFutureListener) frame -> ended.forEach(promise -> end(promise, frame)));
    }
  }

  private static void end(ChannelPromise promise, ChannelFuture frame) {
    if (frame.isSuccess()) {
      promise.trySuccess();
    } else {
      promise.tryFailure(frame.cause());
    }
  }

  /** Lets all go that waits. */
  void fail(Throwable cause) {
    for (Write write = writes.poll(); write != null; write = writes.poll()) {
      write.buffer().release();
      write.promise().tryFailure(cause);
    }
    bytes = 0;
  }
}
