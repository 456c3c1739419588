package org.helia.shell.internal.command;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.helia.api.HeliaException;
import org.helia.api.net.Connection;
import org.helia.api.net.NetException;
import org.helia.api.net.Stream;

/**
 * Measures how long a peer takes to answer.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/ping/ping.md">ping</a>
 */
final class Pinger implements AutoCloseable {
  /** What is spoken. */
  static final String PROTOCOL = "/ipfs/ping/1.0.0";

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Stream stream;

  /**
   * @param timeout how long an answer is waited for
   * @throws NetException when the connection has no room for a stream, or is gone
   */
  Pinger(Connection connection, Duration timeout) {
    stream = connection.open(PROTOCOL);
    stream.timeout(timeout);
  }

  /**
   * Pings once.
   *
   * @return the nanoseconds until the answer was here
   * @throws NetException when there is no answer
   * @throws HeliaException when the answer is wrong
   */
  long ping() {
    byte[] ping = new byte[BYTES];
    random.nextBytes(ping);
    ByteBuffer pong = ByteBuffer.allocate(BYTES);
    long begin = System.nanoTime();
    stream.write(ByteBuffer.wrap(ping));
    while (pong.hasRemaining()) {
      if (stream.read(pong) < 0) {
        throw new NetException("the peer ended the stream instead of answering");
      }
    }
    long nanos = System.nanoTime() - begin;
    if (!Arrays.equals(ping, pong.array())) {
      throw new HeliaException("the peer answered with other bytes than it was sent");
    }
    return nanos;
  }

  @Override
  public void close() {
    stream.close();
  }
}
