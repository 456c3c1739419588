package org.helia.api.net;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the streams that remotes open for a protocol. Register an implementation as a service
 * with the property {@value #PROTOCOL}, one or several names, the best first; the node speaks them
 * at once and tells its peers. When the service goes, new streams are refused, and those under way
 * are waited for up to the drain time and then reset.
 */
@ConsumerType
@FunctionalInterface
public interface ProtocolHandler {
  /** Service property of type String+: the protocols' names, as in "/ipfs/ping/1.0.0". */
  String PROTOCOL = "protocol";

  /**
   * Speaks the protocol. Called on a thread that may block, for many streams at once. When it
   * returns, the stream is closed, unless it has left a task with {@link ByteStream#whenReadable};
   * then the stream is closed when that task returns without having left another. When it throws,
   * the stream is reset.
   *
   * @param stream with the peer that opened it; its {@link Stream#protocol} is one of the names
   */
  void handle(Stream stream);
}
