package org.helia.api.net;

import java.time.Instant;
import java.util.List;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.annotation.versioning.ProviderType;

/** An encrypted connection to a peer whose identity has been proved. */
@ProviderType
public interface Connection extends AutoCloseable {
  /** Who is at the other end. */
  PeerId remotePeer();

  /** The key that the peer proved to have. */
  PublicKey remoteKey();

  /** Where the peer is, without its id. */
  Multiaddr remoteAddress();

  /** The address of this end. */
  Multiaddr localAddress();

  /** Who dialled. */
  Direction direction();

  /** What carries it, as in "tcp". */
  String transport();

  /** What encrypts it, as in "/noise". */
  String security();

  /** What makes many streams of it, as in "/yamux/1.0.0". */
  String muxer();

  /** When it was ready. */
  Instant openedAt();

  /** The streams that are open now. */
  List<Stream> streams();

  /**
   * Opens a stream. With one protocol it does not wait for the remote's consent: a remote that does
   * not speak it makes the first read fail. With several it waits until one is agreed upon.
   *
   * @param protocols the best first, at least one
   * @throws ProtocolNotSupportedException when the remote speaks none of them
   * @throws ResourceLimitException when this node or this peer has too many streams
   * @throws ConnectionClosedException when the connection is gone
   * @throws StreamTimeoutException when the remote did not answer
   */
  Stream open(List<String> protocols);

  /** As {@link #open(List)} with one protocol. */
  default Stream open(String protocol) {
    return open(List.of(protocol));
  }

  /** Whether it can still be used. */
  boolean isOpen();

  /** What has gone over it so far. */
  Traffic traffic();

  /** Ends it and all its streams. Never waits. */
  @Override
  void close();
}
