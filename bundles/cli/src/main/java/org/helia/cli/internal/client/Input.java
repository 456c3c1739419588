package org.helia.cli.internal.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;
import org.helia.cli.internal.wire.FrameWriter;
import org.helia.cli.internal.wire.Frames;

/**
 * Sends standard input as far as the command asks for it. What no command asks for is not read, so
 * that the input of a shell's loop stays for the loop.
 */
final class Input extends Thread {
  private final FrameWriter writer;
  private final Semaphore credit = new Semaphore(0);
  private boolean started;

  Input(FrameWriter writer) {
    this.writer = writer;
    setDaemon(true);
  }

  /** The command wants more bytes. */
  void grant(int bytes) {
    credit.release(bytes);
    if (!started) {
      started = true;
      start();
    }
  }

  @Override
  public void run() {
    try {
      send(new FileInputStream(FileDescriptor.in).getChannel());
    } catch (IOException e) {
      // The connection is gone, which the output side reports.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(FileChannel in) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Frames.MAX_PAYLOAD_BYTES);
    int count;
    do {
      credit.acquire();
      int granted = 1 + credit.drainPermits();
      buffer.clear().limit(Math.min(granted, buffer.capacity()));
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        writer.write(Frames.STDIN_FAILED, Connection.text("standard input: " + e.getMessage()));
        return;
      }
      credit.release(granted - buffer.position());
      writer.write(count < 0 ? Frames.STDIN_END : Frames.STDIN, buffer.flip());
    } while (count >= 0);
  }
}
