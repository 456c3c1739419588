package org.helia.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.multiformats.Cid;

/** Just enough of a gateway on loopback, in the test's own hands. */
final class BlockServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();

  BlockServer() throws IOException {
    Thread accepting = new Thread(this::accept, "block-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  void add(Cid cid, byte[] bytes) {
    blocks.put("/ipfs/" + cid + "?format=raw", bytes);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        serve(client);
      } catch (IOException e) {
        // That client has gone.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String request = lines.readLine();
    for (String line = request; line != null && !line.isEmpty(); line = lines.readLine()) {
      // Headers are of no interest.
    }
    byte[] bytes = request == null ? null : blocks.get(request.split(" ")[1]);
    String head =
        "HTTP/1.1 %s\r\nConnection: close\r\nContent-Type: application/vnd.ipld.raw\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                bytes == null ? "404 Not Found" : "200 OK", bytes == null ? 0 : bytes.length);
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes == null ? new byte[0] : bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
