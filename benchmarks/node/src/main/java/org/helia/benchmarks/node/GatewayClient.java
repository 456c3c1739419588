package org.helia.benchmarks.node;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A plain client that asks trustless gateways for raw blocks and for a CAR and throws away what
 * comes, so that the gateway is what is measured.
 */
public final class GatewayClient {
  private static final int CONNECTIONS = 4;
  private static final int RAW_REQUESTS = 8_000;

  private final String name;
  private final int port;

  private GatewayClient(String name, int port) {
    this.name = name;
    this.port = port;
  }

  /**
   * Measures.
   *
   * @param arguments number of runs; a file with the CIDs of raw blocks, one a line; the CID of the
   *     DAG; then NAME=PORT for each gateway on loopback
   */
  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    List<String> raw = Files.readAllLines(Path.of(arguments[1]));
    List<GatewayClient> gateways = new ArrayList<>();
    for (String argument : List.of(arguments).subList(3, arguments.length)) {
      String[] parts = argument.split("=", 2);
      gateways.add(new GatewayClient(parts[0], Integer.parseInt(parts[1])));
    }
    double[][] blocks = new double[gateways.size()][runs];
    double[][] cars = new double[gateways.size()][runs];
    for (int run = -1; run < runs; run++) {
      for (int i = 0; i < gateways.size(); i++) {
        double blocksPerSecond = gateways.get(i).fetchRaw(raw);
        double bytesPerSecond = gateways.get(i).fetchCar(arguments[2]);
        if (run >= 0) {
          blocks[i][run] = blocksPerSecond;
          cars[i][run] = bytesPerSecond / 1e6;
        }
      }
    }
    for (int i = 0; i < gateways.size(); i++) {
      gateways.get(i).print("raw blocks", "blocks/s", blocks[i]);
      gateways.get(i).print("CAR", "MB/s", cars[i]);
    }
  }

  private void print(String what, String unit, double[] runs) {
    System.out.println(new Measured(name + ": " + what, unit, runs, 0).row());
  }

  private double fetchRaw(List<String> cids)
      throws IOException, InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    long began = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(
          threads.submit(
              () -> {
                fetchRaw(cids, next);
                return null;
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
    return RAW_REQUESTS / ((System.nanoTime() - began) / 1e9);
  }

  private void fetchRaw(List<String> cids, AtomicInteger next) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (Socket socket = new Socket("127.0.0.1", port);
        InputStream in = new BufferedInputStream(socket.getInputStream(), 8_192)) {
      for (int i = next.getAndIncrement(); i < RAW_REQUESTS; i = next.getAndIncrement()) {
        ask(socket, "/ipfs/" + cids.get(i % cids.size()) + "?format=raw", "keep-alive");
        long left = readHead(in);
        while (left > 0) {
          int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (count < 0) {
            throw new EOFException(name + " ends a block early");
          }
          left -= count;
        }
      }
    }
  }

  private double fetchCar(String root) throws IOException {
    byte[] buffer = new byte[256 * 1024];
    long began = System.nanoTime();
    long bytes = 0;
    try (Socket socket = new Socket("127.0.0.1", port);
        InputStream in = socket.getInputStream()) {
      ask(socket, "/ipfs/" + root + "?format=car", "close");
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
      }
    }
    return bytes / ((System.nanoTime() - began) / 1e9);
  }

  private static void ask(Socket socket, String path, String connection) throws IOException {
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: %s\r\n\r\n".formatted(path, connection);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** The length of the body behind the head. */
  private long readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(name + " answers with nothing");
      }
      head.append((char) next);
    }
    String text = head.toString().toLowerCase(Locale.ROOT);
    if (!text.startsWith("http/1.1 200")) {
      throw new IOException(name + " answers: " + head);
    }
    return Long.parseLong(
        text.replaceFirst("(?s).*content-length: *", "").replaceFirst("(?s)\r\n.*", ""));
  }
}
