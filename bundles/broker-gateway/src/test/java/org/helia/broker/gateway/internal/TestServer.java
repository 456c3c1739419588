package org.helia.broker.gateway.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.helia.api.block.Block;
import org.helia.multiformats.Cid;

/**
 * An HTTP server on loopback that can misbehave in any way: it answers with bytes of the test's.
 */
final class TestServer implements AutoCloseable {
  /** Answers one request; the connection is closed behind it. */
  @FunctionalInterface
  interface Handler {
    void answer(String path, OutputStream out) throws IOException;
  }

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private volatile Handler handler;

  TestServer(Handler handler) {
    this.handler = handler;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  /** One that has some blocks and behaves well. */
  static TestServer with(Block... blocks) {
    Map<String, byte[]> kept = new ConcurrentHashMap<>();
    for (Block block : blocks) {
      kept.put(block.cid().toString(), block.bytes());
    }
    return new TestServer(
        (path, out) -> {
          byte[] bytes = kept.get(cidOf(path));
          if (bytes == null) {
            respond(out, "404 Not Found", "Content-Type: text/plain\r\n", new byte[0]);
          } else {
            ok(out, bytes);
          }
        });
  }

  static String cidOf(String path) {
    return path.replaceFirst("^/ipfs/", "").replaceFirst("[/?].*", "");
  }

  static void ok(OutputStream out, byte[] body) throws IOException {
    respond(out, "200 OK", "Content-Type: application/vnd.ipld.raw\r\n", body);
  }

  /**
   * Writes a response.
   *
   * @param headers each with its end of line
   */
  static void respond(OutputStream out, String status, String headers, byte[] body)
      throws IOException {
    head(out, status, headers + "Content-Length: " + body.length + "\r\n");
    out.write(body);
    out.flush();
  }

  static void head(OutputStream out, String status, String headers) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  void behave(Handler next) {
    handler = next;
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The paths that were asked for, in that order. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  long requestsOf(Cid cid) {
    return paths.stream().filter(path -> cidOf(path).equals(cid.toString())).count();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String request = lines.readLine();
      for (String line = request; line != null && !line.isEmpty(); line = lines.readLine()) {
        // Headers are of no interest.
      }
      if (request != null) {
        String path = request.split(" ")[1];
        paths.add(path);
        handler.answer(path, client.getOutputStream());
        client.shutdownOutput();
      }
    } catch (IOException e) {
      // The client has gone, or the test is over.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.shutdownNow();
  }
}
