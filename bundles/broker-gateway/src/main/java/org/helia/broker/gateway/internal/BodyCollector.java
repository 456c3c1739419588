package org.helia.broker.gateway.internal;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of a response, up to a limit. What comes more slowly than allowed is given up.
 * Called by one thread at a time, but for {@link #endIfTooSlow}.
 */
final class BodyCollector implements BodySubscriber<byte[]> {
  private static final int FIRST_BYTES = 64 * 1024;

  private final int limit;
  private final boolean cut;
  private final long began;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private byte[] bytes;
  private volatile int count;
  private volatile @Nullable Subscription subscription;

  /**
   * @param length how long the body says to be, or -1
   * @param cut whether a longer body is cut off rather than refused
   */
  BodyCollector(long length, int limit, boolean cut, long now) {
    this.limit = limit;
    this.cut = cut;
    this.began = now;
    this.bytes = new byte[(int) Math.min(length < 0 ? FIRST_BYTES : length, limit)];
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (whole.isDone()) {
        return;
      }
      take(part);
    }
  }

  private void take(ByteBuffer part) {
    int room = limit - count;
    if (part.remaining() > room) {
      if (cut) {
        onComplete();
      } else {
        whole.completeExceptionally(failed("it sends more than " + limit + " bytes"));
      }
      cancel();
      return;
    }
    int needed = count + part.remaining();
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(needed, 2 * bytes.length)));
    }
    part.get(bytes, count, part.remaining());
    count = needed;
  }

  /** Gives the response up when less has come than should have. */
  void endIfTooSlow(long now, long graceNanos, int leastRate) {
    long took = now - began;
    if (took > graceNanos && count < took / 1e9 * leastRate && !whole.isDone()) {
      whole.completeExceptionally(
          failed("%d bytes in %.1f s are too slow".formatted(count, took / 1e9)));
      cancel();
    }
  }

  private static GatewayException failed(String message) {
    return new GatewayException(GatewayException.Kind.FAILED, message);
  }

  void cancel() {
    Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  @Override
  public void onError(Throwable error) {
    whole.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    whole.complete(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
  }
}
