package org.helia.net.spi;

import java.util.Optional;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.annotation.versioning.ConsumerType;

/** An encrypted connection of many streams. Any thread may call; nothing waits. */
@ConsumerType
public interface MuxedConnection extends AutoCloseable {
  /** How it came about. */
  Path path();

  /**
   * Opens a stream; the remote learns of it at the latest with the first bytes.
   *
   * @throws org.helia.api.net.ConnectionClosedException when the connection has ended
   * @throws org.helia.api.net.ResourceLimitException when the muxer cannot have more
   */
  MuxedStream open();

  /** What has gone over it so far. */
  Traffic traffic();

  /** Whether {@link #open} has a chance. */
  boolean isOpen();

  /**
   * Runs a task when the connection has ended and so have its streams; at once when it has. Called
   * once, with the error that ended it, if one did.
   */
  void onEnd(EndListener task);

  /** Ends it in an orderly way, so that the remote learns it; streams under way are reset. */
  @Override
  void close();

  /** Takes the end of a connection. */
  @FunctionalInterface
  interface EndListener {
    /**
     * @param cause empty when either side closed it in an orderly way
     */
    void ended(Optional<Throwable> cause);
  }

  /**
   * How a connection came about.
   *
   * @param transport its {@link Transport#name}
   * @param security its {@link SecureChannel#protocol}, or the transport's own
   * @param muxer its {@link Muxer#protocol}, or the transport's own
   * @param remoteKey the key that the remote proved to have
   * @param local the address of this end
   * @param remote the address of the other, without the peer's id
   */
  record Path(
      String transport,
      String security,
      String muxer,
      PublicKey remoteKey,
      Multiaddr local,
      Multiaddr remote) {}
}
