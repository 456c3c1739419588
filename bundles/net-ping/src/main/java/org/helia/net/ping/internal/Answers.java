package org.helia.net.ping.internal;

import java.nio.ByteBuffer;
import org.helia.api.net.Stream;
import org.helia.api.net.StreamResetException;

/** The answers on one stream. Who sends many pings at once gets many answers at once. */
final class Answers {
  /** How many pings are answered at once at most. */
  private static final int PINGS = 8;

  private final Stream stream;

  /**
   * What has come and is not answered, from 0 to the position; less than one ping while waiting.
   */
  private final ByteBuffer pings = ByteBuffer.allocate(PINGS * Ping.BYTES);

  Answers(Stream stream) {
    this.stream = stream;
  }

  /** Answers what comes from now on. Never waits. */
  void await() {
    stream.whenReadable(this::answer, this::answerWaiting);
  }

  /** Without waiting; false when the remote has not taken earlier answers. */
  private boolean answer() {
    if (stream.read(pings) < 0) {
      if (pings.position() > 0) {
        throw new StreamResetException("the remote has ended in the middle of a ping");
      }
      return true;
    }
    ByteBuffer whole = whole();
    if (whole.hasRemaining() && !stream.tryWrite(whole)) {
      return false;
    }
    goOn();
    return true;
  }

  private void answerWaiting() {
    stream.write(whole());
    goOn();
  }

  private ByteBuffer whole() {
    return pings.duplicate().flip().limit(pings.position() / Ping.BYTES * Ping.BYTES);
  }

  private void goOn() {
    int answered = pings.position() / Ping.BYTES * Ping.BYTES;
    pings.flip().position(answered);
    pings.compact();
    await();
  }
}
