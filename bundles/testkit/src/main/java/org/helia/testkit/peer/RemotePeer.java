package org.helia.testkit.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;

/**
 * A peer of another implementation in a process of its own, which listens on loopback and looks for
 * nobody. A request to it is a line of JSON on its standard input, {@code {"id": 1, "do": "ping",
 * …}}; what it can do is in its own source. It ends when this is closed, or with this JVM. Any
 * number of threads may call at once.
 */
public final class RemotePeer implements AutoCloseable {
  /** System property with the program of a Helia with Bitswap, on TCP and WebSockets. */
  public static final String HELIA = "helia.peer.helia";

  /** System property with the program of a js-libp2p on QUIC. */
  public static final String JS_QUIC = "helia.peer.js-quic";

  /** System property with the program of a go-libp2p, on TCP, WebSockets and QUIC. */
  public static final String GO = "helia.peer.go";

  private static final long ANSWER_SECONDS = 120;
  private static final long STOP_SECONDS = 20;
  private static final String HELLO = "hello";

  private final String name;
  private final Process process;
  private final Writer requests;
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final JsonNode hello;

  private RemotePeer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter(UTF_8);
    CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    waiting.put(HELLO, ready);
    Thread reader = new Thread(this::read, "peer-" + name);
    reader.setDaemon(true);
    reader.start();
    hello = await(ready, "start");
  }

  /**
   * Starts a peer and waits until it listens. What it writes to standard error goes to ours.
   *
   * @param property which one: {@link #HELIA}, {@link #JS_QUIC} or {@link #GO}
   * @param arguments of its program
   * @throws IllegalStateException when the property is not set
   * @throws AssertionError when it does not start
   */
  public static RemotePeer start(String property, String... arguments) {
    String program = System.getProperty(property, "");
    if (program.isEmpty()) {
      throw new IllegalStateException("no peer was named: -D" + property + "=PROGRAM");
    }
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(List.of(arguments));
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try {
        return new RemotePeer(property.substring(property.lastIndexOf('.') + 1), process);
      } catch (AssertionError e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answered(json.readTree(line));
      }
      fail("has ended");
    } catch (IOException e) {
      fail("cannot be understood: " + e.getMessage());
    }
  }

  private void answered(JsonNode answer) {
    CompletableFuture<JsonNode> future = waiting.remove(answer.path("id").asText(HELLO));
    if (future != null && answer.has("error")) {
      future.completeExceptionally(new AssertionError(name + ": " + answer.get("error").asText()));
    } else if (future != null) {
      future.complete(answer.path("result"));
    }
  }

  private void fail(String why) {
    waiting
        .values()
        .forEach(each -> each.completeExceptionally(new AssertionError(name + " " + why)));
  }

  /** Who it is. */
  public PeerId id() {
    return PeerId.parse(hello.get("peer").asText());
  }

  /** What it calls itself. */
  public String agent() {
    return hello.get("agent").asText();
  }

  /** The processor time that its process has used so far, in all threads. */
  public Duration processorTime() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Where it listens, without its id. */
  public List<Multiaddr> addresses() {
    return StreamSupport.stream(hello.get("addresses").spliterator(), false)
        .map(address -> Multiaddr.parse(address.asText()))
        .map(address -> address.decapsulate(Protocol.P2P).orElse(address))
        .toList();
  }

  /**
   * Itself at its addresses with one transport.
   *
   * @param ending how these addresses end, after the port, as in "" for TCP, "/ws" and "/quic-v1"
   */
  public PeerAddresses at(String ending) {
    List<Multiaddr> found = ending(addresses(), ending);
    if (found.isEmpty()) {
      throw new AssertionError(name + " has no address with " + ending + ": " + addresses());
    }
    return new PeerAddresses(id(), found);
  }

  /** Those of some addresses that end so after the port. */
  public static List<Multiaddr> ending(List<Multiaddr> addresses, String ending) {
    return addresses.stream()
        .filter(each -> each.toString().replaceFirst("^.*/\\d+", "").equals(ending))
        .toList();
  }

  /** As {@link #call(String, Map)}, of something with another peer. */
  public JsonNode call(String what, PeerId peer) {
    return call(what, Map.of("peer", peer.toString()));
  }

  /**
   * Has it do something, and waits for the answer.
   *
   * @param what as its source has it, as in "ping"
   * @param arguments as its source has them, in types that Jackson knows
   * @return what came of it; a null node for nothing
   * @throws AssertionError when it failed, with its message, or does not answer in two minutes
   */
  public JsonNode call(String what, Map<String, ?> arguments) {
    String id = String.valueOf(ids.incrementAndGet());
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("id", id);
    request.put("do", what);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      send(json.writeValueAsString(request));
      return await(answer, what);
    } catch (IOException e) {
      throw new AssertionError(name + " takes no requests: " + e.getMessage(), e);
    } finally {
      waiting.remove(id);
    }
  }

  private void send(String line) throws IOException {
    synchronized (requests) {
      requests.write(line);
      requests.write('\n');
      requests.flush();
    }
  }

  private JsonNode await(CompletableFuture<JsonNode> answer, String what) {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("%s failed: %s".formatted(what, e.getMessage()), e);
    } catch (TimeoutException e) {
      throw new AssertionError("%s has not answered to %s".formatted(name, what), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + name, e);
    }
  }

  /** Ends its process, by force when it does not go by itself. */
  @Override
  public void close() {
    try {
      synchronized (requests) {
        requests.close();
      }
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
