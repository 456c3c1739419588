package org.helia.broker.gateway.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.CheckedBlock;
import org.helia.api.codec.Hashers;
import org.helia.broker.gateway.internal.GatewayException.Kind;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP to gateways: version 2 over TLS where they have it. Redirects are not followed, and
 * nothing is unpacked, so that no response leads elsewhere or becomes more than it is.
 */
final class GatewayClient implements AutoCloseable {
  /** How long a body may begin slowly. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final String RAW = "application/vnd.ipld.raw";

  /** Of what an error says, in bytes. */
  private static final int MAX_ERROR = 1_024;

  private static final long LOOK_MILLIS = 200;

  private final HttpClient http;
  private final Hashers hashers;
  private final Supplier<Settings> settings;
  private final ExecutorService workers;
  private final ScheduledFuture<?> watch;
  private final Set<BodyCollector> bodies = ConcurrentHashMap.newKeySet();

  GatewayClient(
      Hashers hashers,
      Supplier<Settings> settings,
      ExecutorService workers,
      ScheduledExecutorService timer) {
    this.hashers = hashers;
    this.settings = settings;
    this.workers = workers;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.get().connect())
            .executor(workers)
            .build();
    this.watch =
        timer.scheduleWithFixedDelay(
            this::endSlow, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Watches no more how fast bodies come. */
  @Override
  public void close() {
    watch.cancel(false);
  }

  private void endSlow() {
    long now = System.nanoTime();
    int rate = settings.get().leastRate();
    bodies.forEach(body -> body.endIfTooSlow(now, GRACE.toNanos(), rate));
  }

  Hashers hashers() {
    return hashers;
  }

  HttpClient http() {
    return http;
  }

  /** A request with what every one has. */
  HttpRequest request(GatewayUrl gateway, URI uri, String accept) {
    return HttpRequest.newBuilder(uri)
        .version(gateway.isSecure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .timeout(settings.get().response())
        .header("Accept", accept)
        .header("User-Agent", "helia-osgi")
        .GET()
        .build();
  }

  /**
   * Fetches one block. Never blocks.
   *
   * @return completes with a {@link GatewayException} when it does not come. Cancelling it ends the
   *     request
   */
  CompletableFuture<CheckedBlock> fetch(Candidate from, Cid cid) {
    CompletableFuture<CheckedBlock> checked = new CompletableFuture<>();
    if (from.named() && !from.gateway().url().isByName()) {
      send(from, cid, checked);
      return checked;
    }
    try {
      // Names are looked up, which blocks.
      workers.execute(() -> send(from, cid, checked));
    } catch (RejectedExecutionException e) {
      checked.completeExceptionally(failure(e));
    }
    return checked;
  }

  private void send(Candidate from, Cid cid, CompletableFuture<CheckedBlock> checked) {
    GatewayUrl gateway = from.gateway().url();
    try {
      requirePermitted(from);
      CompletableFuture<HttpResponse<byte[]>> sent =
          http.sendAsync(request(gateway, gateway.raw(cid), RAW), this::collector);
      sent.whenComplete((response, error) -> receive(gateway, cid, response, error, checked));
      checked.whenComplete(
          (block, error) -> {
            if (checked.isCancelled()) {
              sent.cancel(true);
            }
          });
    } catch (RuntimeException e) {
      checked.completeExceptionally(failure(e));
    }
  }

  private void receive(
      GatewayUrl gateway,
      Cid cid,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable error,
      CompletableFuture<CheckedBlock> checked) {
    try {
      if (response != null) {
        checked.complete(check(gateway, cid, response));
      } else if (error != null) {
        checked.completeExceptionally(failure(error));
      }
    } catch (RuntimeException e) {
      checked.completeExceptionally(failure(e));
    }
  }

  /**
   * Checks that a gateway that somebody else named is in public, unless any may be asked. May
   * block.
   *
   * @throws BlockException when it must not be asked
   */
  void requirePermitted(Candidate from) {
    if (!from.named() && !settings.get().privateAddresses()) {
      PublicAddresses.require(from.gateway().url());
    }
  }

  private BodySubscriber<byte[]> collector(ResponseInfo response) {
    boolean isBlock = response.statusCode() == 200 && isPlain(response.headers());
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    boolean tooLong = length > Block.MAX_OUTSIDE_BYTES;
    BodyCollector body =
        isBlock && !tooLong
            ? new BodyCollector(length, Block.MAX_OUTSIDE_BYTES, false, System.nanoTime())
            : new BodyCollector(-1, MAX_ERROR, true, System.nanoTime());
    bodies.add(body);
    body.getBody().whenComplete((bytes, error) -> bodies.remove(body));
    return body;
  }

  /** Whether the body is the block itself, in no other coding. */
  static boolean isPlain(HttpHeaders headers) {
    return headers
        .firstValue("Content-Encoding")
        .filter(coding -> !coding.equalsIgnoreCase("identity"))
        .isEmpty();
  }

  private CheckedBlock check(GatewayUrl gateway, Cid cid, HttpResponse<byte[]> response) {
    requireOk(response.statusCode(), response.headers(), RAW);
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (length > Block.MAX_OUTSIDE_BYTES) {
      throw new GatewayException(
          Kind.FAILED,
          "it offers %d bytes, more than the %d of the largest block"
              .formatted(length, Block.MAX_OUTSIDE_BYTES));
    }
    try {
      return CheckedBlock.check(hashers, cid, response.body(), gateway.toString());
    } catch (org.helia.api.block.BlockMismatchException e) {
      throw new GatewayException(
          Kind.LIED, "it sent %d other bytes".formatted(response.body().length), e);
    }
  }

  /**
   * @throws GatewayException when a response brings nothing that could be a block
   */
  static void requireOk(int status, HttpHeaders headers, String type) {
    switch (status) {
      case 200 -> requireType(headers, type);
      case 404, 410, 412, 451 -> throw new GatewayException(Kind.MISSING, "no (" + status + ")");
      case 429, 503 ->
          throw new GatewayException(Kind.BUSY, "busy (" + status + ")", retryAfter(headers));
      default ->
          throw new GatewayException(
              Kind.FAILED,
              "status "
                  + status
                  + headers.firstValue("Location").map(to -> ", to " + shortened(to)).orElse(""));
    }
  }

  private static void requireType(HttpHeaders headers, String type) {
    if (!isPlain(headers)) {
      throw new GatewayException(
          Kind.FAILED, "it packed the response: " + headers.firstValue("Content-Encoding").get());
    }
    String given = headers.firstValue("Content-Type").orElse(type).toLowerCase(Locale.ROOT);
    if (!given.startsWith(type) && !given.startsWith("application/octet-stream")) {
      throw new GatewayException(Kind.FAILED, "it sent " + shortened(given));
    }
  }

  private static String shortened(String text) {
    String visible = text.replaceAll("[^\\x20-\\x7e]", "?");
    return visible.length() <= 100 ? visible : visible.substring(0, 100) + "…";
  }

  private static Duration retryAfter(HttpHeaders headers) {
    try {
      return Duration.ofSeconds(
          Math.min(3_600, Math.max(0, headers.firstValueAsLong("Retry-After").orElse(0))));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }

  /** What went wrong before there was a response. */
  static GatewayException failure(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof GatewayException known) {
        return known;
      }
    }
    if (cause instanceof HttpTimeoutException) {
      return new GatewayException(Kind.FAILED, "no answer in time", cause);
    }
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new GatewayException(
        Kind.FAILED, cause instanceof IOException ? message : cause.toString(), cause);
  }
}
