package org.helia.unixfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddTimeoutException;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.UnixFsException;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are not on disk. The web server is on the loopback interface. */
class AddSourcesTest {
  private static final byte[] CONTENT = Contents.bytes(3_000_000);
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());
  private final CountDownLatch finished = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 200, CONTENT.length));
    server.createContext("/chunked", exchange -> answer(exchange, 200, 0));
    server.createContext("/missing", exchange -> answer(exchange, 404, CONTENT.length));
    server.createContext("/moved", AddSourcesTest::redirect);
    server.createContext("/stalled", this::stall);
    server.start();
  }

  @AfterEach
  void stop() {
    finished.countDown();
    server.stop(0);
    threads.shutdown();
    unixFs.close();
    assertThat(blocks.openWriters()).isZero();
  }

  private static void answer(HttpExchange exchange, int status, long length) throws IOException {
    exchange.getResponseHeaders().add("Last-Modified", "Tue, 14 Nov 2023 22:13:20 GMT");
    exchange.sendResponseHeaders(status, length);
    try (exchange) {
      exchange.getResponseBody().write(CONTENT);
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/found.bin");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** Half of it, and then nothing until the test is over. */
  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, CONTENT.length);
    try (exchange) {
      exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
      exchange.getResponseBody().flush();
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private AddSource.Web web(String path) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return ((AddSource.Web) AddSource.url(url)).withTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  private AddedEntry add(AddSource source, AddOptions options) {
    return unixFs.add(source, options, AddListener.NONE);
  }

  private AddedEntry addContent() {
    return add(AddSource.bytes("", CONTENT), AddOptions.DEFAULTS);
  }

  @Test
  void add_bytes_isTheSameAsTheirStream() {
    AddSource stream = AddSource.stream("", new ByteArrayInputStream(CONTENT));
    assertThat(addContent()).isEqualTo(add(stream, AddOptions.DEFAULTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/found%20it.bin?x=1#y", "/chunked/found%20it.bin"})
  void add_webAddress_isItsContentUnderItsName(String path) {
    AddedEntry added = add(web(path), AddOptions.DEFAULTS);

    assertThat(added.cid()).isEqualTo(addContent().cid());
    assertThat(added.path()).isEqualTo("found it.bin");
    assertThat(added.size()).isEqualTo(CONTENT.length);
  }

  @Test
  void add_redirect_isFollowed() {
    assertThat(add(web("/moved"), AddOptions.DEFAULTS).cid()).isEqualTo(addContent().cid());
  }

  @Test
  void add_webAddressPreservingTimes_hasTheTimeThatTheServerTells() {
    AddMetadata times = new AddMetadata(false, true, OptionalInt.empty(), Optional.empty());
    assertThat(add(web("/x"), AddOptions.DEFAULTS.withMetadata(times)).mtime())
        .contains(Instant.parse("2023-11-14T22:13:20Z"));
  }

  @Test
  void add_errorOfTheServer_isTold() {
    assertThatThrownBy(() -> add(web("/missing"), AddOptions.DEFAULTS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("/missing")
        .hasMessageContaining("404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/chunked"})
  void add_moreThanAllowed_isRefused(String path) {
    AddSource.Web source = web(path).withMaxBytes(CONTENT.length - 1);
    assertThatThrownBy(() -> add(source, AddOptions.DEFAULTS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(path)
        .hasMessageContaining("larger than the limit of 2999999 bytes");
    assertThat(add(source.withMaxBytes(CONTENT.length), AddOptions.DEFAULTS).size())
        .isEqualTo(CONTENT.length);
  }

  @Test
  void add_serverThatStalls_isGivenUp() {
    AddSource.Web source = web("/stalled").withTimeout(Duration.ofSeconds(1));
    assertThatThrownBy(() -> add(source, AddOptions.DEFAULTS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("/stalled");
  }

  @Test
  void add_serverThatStallsWithinATimeLimit_isGivenUpInTime() {
    AddOptions options = AddOptions.DEFAULTS.withTimeout(Duration.ofMillis(500));
    assertThatThrownBy(() -> add(web("/stalled"), options))
        .isInstanceOf(AddTimeoutException.class)
        .hasMessageContaining("500 ms");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void add_nobodyListens_namesTheAddress() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    AddSource source = AddSource.url(URI.create("http://127.0.0.1:" + closed + "/x"));
    assertThatThrownBy(() -> add(source, AddOptions.DEFAULTS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("127.0.0.1:" + closed);
  }

  @Test
  void add_fileUrl_isThePathThatItNames() throws IOException {
    Path file = Files.write(disk.resolve("a file"), "x".getBytes(UTF_8));
    assertThat(AddSource.url(file.toUri())).isEqualTo(AddSource.path(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/x", "http:/x", "x"})
  void url_ofAnotherKind_isRefused(String url) {
    assertThatThrownBy(() -> AddSource.url(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }

  @Test
  void add_streamThatNeverComesWithinATimeLimit_isGivenUp() {
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              return -1;
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
          }
        };
    AddOptions options = AddOptions.DEFAULTS.withTimeout(Duration.ofMillis(50));
    assertThatThrownBy(() -> add(AddSource.stream("", silent), options))
        .isInstanceOf(AddTimeoutException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void add_withinItsTimeLimit_isDone() {
    AddOptions options = AddOptions.DEFAULTS.withTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
    assertThat(add(AddSource.bytes("", CONTENT), options)).isEqualTo(addContent());
  }
}
