package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream whose reader waits for each piece only so long. The server is
 * asked for a piece at a time, so that no more than two are in memory.
 */
final class WebBody extends InputStream implements BodySubscriber<Optional<InputStream>> {
  /** A piece of the body, its end, or the error that came in its place. */
  private record Arrival(List<ByteBuffer> pieces, boolean end, @Nullable Throwable error) {}

  private final Duration patience;
  private final long maxBytes;
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
  private long received;
  private boolean ended;

  /**
   * @param maxBytes how many bytes there may be; more is an error
   */
  WebBody(Duration patience, long maxBytes) {
    this.patience = patience;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<Optional<InputStream>> getBody() {
    return CompletableFuture.completedFuture(Optional.of(this));
  }

  @Override
  public void onSubscribe(Flow.Subscription arriving) {
    subscription.complete(arriving);
    arriving.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    arrivals.add(new Arrival(item, false, null));
  }

  @Override
  public void onError(Throwable error) {
    arrivals.add(new Arrival(List.of(), true, error));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended && (pieces.isEmpty() || !pieces.element().hasRemaining())) {
      if (pieces.poll() == null) {
        receive();
      }
    }
    if (pieces.isEmpty()) {
      return -1;
    }
    ByteBuffer piece = pieces.element();
    int count = Math.min(length, piece.remaining());
    piece.get(to, offset, count);
    return count;
  }

  private void receive() throws IOException {
    Arrival arrival = await();
    if (arrival.error() != null) {
      throw new IOException("the answer broke off: " + arrival.error(), arrival.error());
    }
    ended = arrival.end();
    for (ByteBuffer piece : arrival.pieces()) {
      received += piece.remaining();
      pieces.add(piece);
    }
    if (received > maxBytes) {
      throw new IOException("it is larger than the limit of " + maxBytes + " bytes");
    }
    if (!ended) {
      subscription.join().request(1);
    }
  }

  private Arrival await() throws IOException {
    try {
      Arrival arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (arrival == null) {
        throw new HttpTimeoutException("nothing more came for " + patience.toMillis() + " ms");
      }
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** The rest is not waited for. */
  @Override
  public void close() {
    subscription.thenAccept(Flow.Subscription::cancel);
  }
}
