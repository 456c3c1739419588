package org.helia.net.ping.internal;

import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.osgi.service.component.annotations.Component;

/**
 * Sends back what it gets, 32 bytes at a time. A stream on which nothing comes holds no thread, and
 * one whose remote takes the answers wakes none.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/ping/ping.md">ping</a>
 */
@Component(property = ProtocolHandler.PROTOCOL + "=" + Ping.PROTOCOL_NAME)
public final class Ping implements ProtocolHandler {
  static final String PROTOCOL_NAME = "/ipfs/ping/1.0.0";
  static final int BYTES = 32;

  /** Ready at once. */
  public Ping() {}

  @Override
  public void handle(Stream stream) {
    new Answers(stream).await();
  }
}
