package org.helia.cli.internal.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.Frames;
import org.helia.cli.internal.wire.ProtocolException;

/**
 * Passes the command's output to this process' own, and cancels the command when the user presses
 * Ctrl-C or nobody reads the output any more. The calling thread does the output; the input has a
 * thread of its own once the command asks for it.
 */
final class Relay {
  /** What a shell reports for a process that was ended by SIGPIPE: 128 and the signal's number. */
  private static final int BROKEN_PIPE = 141;

  private static final int NODE_GONE = 1;

  /** How long a cancelled command may take to end before this process goes without it. */
  private static final long CANCEL_SECONDS = 10;

  private final Connection connection;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final FileChannel outChannel = out.getChannel();
  private final FileChannel errChannel = new FileOutputStream(FileDescriptor.err).getChannel();
  private final Input input;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean interrupted;
  private boolean outputClosed;

  Relay(Connection connection) {
    this.connection = connection;
    this.input = new Input(connection.writer());
  }

  /** Returns the command's exit code. */
  int run() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Interruption());
    int code = relay();
    ended.countDown();
    if (interrupted) {
      awaitShutdown();
    }
    return outputClosed ? BROKEN_PIPE : code;
  }

  private int relay() throws IOException {
    FrameReader reader = connection.reader();
    while (true) {
      int type;
      try {
        type = reader.next();
      } catch (ProtocolException e) {
        throw e;
      } catch (IOException e) {
        type = FrameReader.END;
      }
      switch (type) {
        case Frames.STDOUT:
          writeOut(reader.payload());
          break;
        case Frames.STDERR:
          writeErr(reader.payload());
          break;
        case Frames.CREDIT:
          input.grant(reader.payload().getInt());
          break;
        case Frames.EXIT:
          return exit(reader.payload());
        case FrameReader.END:
          System.err.println("Error: the node ended before the command did");
          return NODE_GONE;
        default:
          throw new ProtocolException("the node sent a frame of the unknown type " + type);
      }
    }
  }

  private int exit(ByteBuffer payload) throws IOException {
    int code = payload.getInt();
    if (payload.get() != 0) {
      awaitNodeEnd(code);
    }
    return code;
  }

  /**
   * Whoever reads the output shall not wait for the node; whoever waits for this process shall find
   * the node gone.
   */
  private void awaitNodeEnd(int code) throws IOException {
    out.close();
    new Deadline(CANCEL_SECONDS, code).start();
    try {
      while (connection.reader().next() != FrameReader.END) {
        continue;
      }
    } catch (IOException e) {
      return;
    }
  }

  private void writeOut(ByteBuffer bytes) throws IOException {
    if (outputClosed) {
      return;
    }
    try {
      while (bytes.hasRemaining()) {
        outChannel.write(bytes);
      }
    } catch (IOException e) {
      outputClosed = true;
      new Deadline(CANCEL_SECONDS, BROKEN_PIPE).start();
      connection.writer().write(Frames.CANCEL);
    }
  }

  /** Once the output is closed, all there is to say is that the command noticed it. */
  private void writeErr(ByteBuffer bytes) {
    if (outputClosed) {
      return;
    }
    try {
      while (bytes.hasRemaining()) {
        errChannel.write(bytes);
      }
    } catch (IOException e) {
      // Nobody listens; the exit code still tells.
      bytes.position(bytes.limit());
    }
  }

  private static void awaitShutdown() {
    try {
      Thread.sleep(TimeUnit.SECONDS.toMillis(CANCEL_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs on SIGINT, SIGTERM and SIGHUP; afterwards the JVM exits with 128 and the signal's number.
   */
  private final class Interruption extends Thread {
    @Override
    public void run() {
      interrupted = true;
      try {
        connection.writer().write(Frames.CANCEL);
        if (!ended.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
          System.err.println("Error: the command does not end; it was left to the node");
        }
      } catch (IOException | InterruptedException e) {
        // The node is gone, and so is the command.
        return;
      }
    }
  }
}
