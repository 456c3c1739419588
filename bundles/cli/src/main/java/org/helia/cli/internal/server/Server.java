package org.helia.cli.internal.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.cli.internal.wire.FrameWriter;
import org.helia.cli.internal.wire.Frames;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts clients, each with its threads, up to a number of them. */
final class Server implements Clients, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** How many clients may be served at once, however the server is configured. */
  static final int MAX_CLIENTS = 256;

  private static final int THREADS_PER_CLIENT = 3;

  /** One accepts, one watches the deadlines, one may end the node. */
  private static final int OWN_THREADS = 3;

  private static final long CLOSE_SECONDS = 5;
  private static final long PAUSE_AFTER_ERROR_MILLIS = 100;

  private final Shell shell;
  private volatile int maxClients;
  private final @Nullable Runnable endNode;
  private final SocketFile socket;
  private final Deadlines deadlines = new Deadlines();
  private final ExecutorService threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Client> connected = new HashSet<>();
  private final Set<Client> running = new HashSet<>();
  private boolean ending;

  /**
   * Opens the socket and serves.
   *
   * @param directory where the socket is to be
   * @param maxClients how many clients are served at once
   * @param endNode what ends the node when its last client has gone; null when it stays
   * @throws IOException when the socket cannot be opened
   */
  Server(Path directory, Shell shell, int maxClients, @Nullable Runnable endNode)
      throws IOException {
    this.shell = shell;
    this.maxClients = maxClients;
    this.endNode = endNode;
    this.socket = SocketFile.open(directory);
    this.threads = Workers.open("helia-cli", MAX_CLIENTS * THREADS_PER_CLIENT + OWN_THREADS);
    threads.execute(deadlines);
    threads.execute(this::acceptAll);
    if (endNode != null) {
      deadlines.afterFirstClientTime(this::endIfUnused);
    }
  }

  /** Changes how many clients are served at once; those that are there stay. */
  void maxClients(int changed) {
    maxClients = changed;
  }

  private void acceptAll() {
    ServerSocketChannel channel = socket.channel();
    while (channel.isOpen()) {
      try {
        accept(channel.accept());
      } catch (IOException e) {
        if (channel.isOpen()) {
          LOG.warn("accepting a client failed", e);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_AFTER_ERROR_MILLIS));
        }
      }
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    Client client = new Client(channel, shell, threads, this, deadlines);
    lock.lock();
    try {
      if (ending) {
        // Without a greeting: the client starts a node of its own.
        channel.close();
        return;
      }
      if (connected.size() < maxClients) {
        connected.add(client);
        running.add(client);
        threads.execute(client::serve);
        return;
      }
    } finally {
      lock.unlock();
    }
    refuse(channel);
  }

  private void refuse(SocketChannel channel) throws IOException {
    String reason =
        "the node serves %d commands at once already (option maxClients of %s); try again when one has ended%n"
            .formatted(maxClients, CommandLineServer.PID);
    try (channel) {
      FrameWriter writer = new FrameWriter(channel);
      writer.write(Frames.GREETING, ByteBuffer.wrap(new byte[] {Frames.VERSION}));
      writer.write(Frames.STDERR, StandardCharsets.UTF_8.encode("Error: " + reason));
      writer.write(Frames.EXIT, ByteBuffer.allocate(5).putInt(1).put((byte) 0).flip());
    }
  }

  @Override
  public boolean commandEnded(Client client) {
    lock.lock();
    try {
      running.remove(client);
      boolean nodeEnds = endIfUnused();
      if (nodeEnds) {
        gone(client);
      }
      return nodeEnds;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void gone(Client client) {
    lock.lock();
    try {
      connected.remove(client);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Decided under the lock under which clients are let in, so that nobody is let in and then left
   * alone.
   */
  private boolean endIfUnused() {
    lock.lock();
    try {
      if (endNode == null || ending || !running.isEmpty()) {
        return false;
      }
      ending = true;
      closeSocket();
      threads.execute(endNode);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.warn("closing the socket failed", e);
    }
  }

  /** Takes no more clients, ends the commands that run and waits for them, not for long. */
  @Override
  public void close() {
    closeSocket();
    lock.lock();
    List<Client> rest;
    try {
      ending = true;
      rest = new ArrayList<>(running);
    } finally {
      lock.unlock();
    }
    rest.forEach(client -> client.dismiss("the node is stopping"));
    awaitClients();
    threads.shutdown();
    deadlines.close();
  }

  private void awaitClients() {
    long left = TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    lock.lock();
    try {
      while (!connected.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
