package org.helia.cli.internal.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.FrameWriter;
import org.helia.cli.internal.wire.Frames;
import org.helia.cli.internal.wire.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client and its command. Three threads: one reads from the client and so always sees a cancel,
 * one sends what is in the {@link Outbox}, one runs the command.
 */
final class Client {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  /** The exit code of a command that ended by an error that nobody handled. */
  private static final int BROKEN = 1;

  private final SocketChannel channel;
  private final Shell shell;
  private final Executor threads;
  private final Clients clients;
  private final Deadlines deadlines;
  private final Outbox outbox = new Outbox();
  private final Inbox inbox = new Inbox(this::giveCredit);
  private final ReentrantLock lock = new ReentrantLock();
  private Shell.@Nullable Execution execution;
  private boolean cancelled;

  Client(
      SocketChannel channel, Shell shell, Executor threads, Clients clients, Deadlines deadlines) {
    this.channel = channel;
    this.shell = shell;
    this.threads = threads;
    this.clients = clients;
    this.deadlines = deadlines;
  }

  /** Serves the client; returns when it has gone. */
  void serve() {
    try {
      threads.execute(this::send);
      outbox.control(Frames.GREETING, ByteBuffer.wrap(new byte[] {Frames.VERSION}));
      receive(new FrameReader(channel));
    } catch (ProtocolException e) {
      LOG.warn(
          "a client of the command line broke the protocol and was cut off: {}", e.getMessage());
    } catch (IOException e) {
      LOG.debug("a client of the command line has gone", e);
    } finally {
      cancel();
      outbox.breakOff();
      close();
      if (!started()) {
        clients.commandEnded(this);
      }
      clients.gone(this);
    }
  }

  private void receive(FrameReader frames) throws IOException {
    Deadlines.Deadline deadline = deadlines.closeAfterRequestTime(channel);
    Request request = new RequestReader(frames).read();
    deadline.cancel();
    start(request);
    for (int type = frames.next(); type != FrameReader.END; type = frames.next()) {
      switch (type) {
        case Frames.STDIN -> inbox.accept(frames.payload());
        case Frames.STDIN_END -> inbox.end();
        case Frames.STDIN_FAILED ->
            inbox.fail(StandardCharsets.UTF_8.decode(frames.payload()).toString());
        case Frames.CANCEL -> cancel();
        default ->
            throw new ProtocolException("a frame of type " + type + " came while a command ran");
      }
    }
  }

  private void start(Request request) {
    Shell.Execution prepared =
        shell.prepare(request, inbox, output(Frames.STDOUT), output(Frames.STDERR));
    lock.lock();
    try {
      execution = prepared;
      if (cancelled) {
        prepared.cancel();
      }
    } finally {
      lock.unlock();
    }
    threads.execute(() -> run(prepared));
  }

  private PrintStream output(int type) {
    return new PrintStream(outbox.stream(type), false, StandardCharsets.UTF_8);
  }

  private boolean started() {
    lock.lock();
    try {
      return execution != null;
    } finally {
      lock.unlock();
    }
  }

  private void run(Shell.Execution command) {
    int code = BROKEN;
    try {
      code = command.run();
    } finally {
      exit(code, clients.commandEnded(this));
    }
  }

  /** Ends the command for a reason that is not the client's. */
  void dismiss(String reason) {
    outbox.control(Frames.STDERR, StandardCharsets.UTF_8.encode("Error: " + reason + "\n"));
    cancel();
  }

  private void exit(int code, boolean nodeEnds) {
    outbox.control(
        Frames.EXIT, ByteBuffer.allocate(5).putInt(code).put((byte) (nodeEnds ? 1 : 0)).flip());
    outbox.finish();
    if (!nodeEnds) {
      deadlines.closeAfterFarewellTime(channel);
    }
  }

  /** Ends the command, if one runs. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      if (execution != null) {
        execution.cancel();
      }
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    try {
      outbox.sendTo(new FrameWriter(channel));
    } catch (IOException e) {
      LOG.debug("a client of the command line does not take its output any more", e);
      outbox.breakOff();
      cancel();
    }
  }

  private void giveCredit(int bytes) {
    outbox.control(Frames.CREDIT, ByteBuffer.allocate(4).putInt(bytes).flip());
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of a client failed", e);
    }
  }
}
