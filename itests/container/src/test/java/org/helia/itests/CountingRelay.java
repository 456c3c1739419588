package org.helia.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Stands between clients and a server on loopback, and counts the bytes that the clients get. Has
 * little on its way to a client, so that it hardly counts what one that goes away has not read.
 */
final class CountingRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocket listening =
      new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final int port;

  /**
   * @param port where the server listens
   */
  CountingRelay(int port) throws IOException {
    this.port = port;
    start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** How many bytes clients have got. */
  long received() {
    return received.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket client = listening.accept();
        client.setSendBufferSize(BUFFER_BYTES);
        Socket server = new Socket(listening.getInetAddress(), port);
        start(() -> copy(client, server, sent -> {}));
        start(() -> copy(server, client, received::addAndGet));
      }
    } catch (IOException e) {
      // It was closed, or the server has gone; the client notices.
    }
  }

  private void copy(Socket from, Socket to, LongConsumer counter) {
    open.add(from);
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        counter.accept(count);
      }
    } catch (IOException e) {
      // One of them has gone, and the other goes with it.
    } finally {
      open.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
