package org.helia.net.spi;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Optional;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.osgi.annotation.versioning.ProviderType;

/** A connection in the making. Any thread may call; only the first end of it counts. */
@ProviderType
public interface ConnectionSetup {
  /** Whether this node dials. */
  boolean initiator();

  /** The key that this node proves to have. */
  PrivateKey localKey();

  /** Who must be at the other end; empty when anybody may. */
  Optional<PeerId> expectedPeer();

  /** How long it may take until the connection is ready, from the beginning. */
  Duration timeout();

  /** Where what the connection uses is counted. */
  ConnectionScope scope();

  /**
   * Goes on with a raw channel: secures and muxes it. The channel belongs to the setup from now on,
   * which closes it when that fails.
   *
   * @param channel connected, registered with an event loop; {@link
   *     io.netty.channel.ChannelConfig#isAutoRead auto-read} may be off until now
   * @param transport its {@link Transport#name}
   */
  void upgrade(Channel channel, String transport, Multiaddr local, Multiaddr remote);

  /** The connection is ready: for transports that secure and mux on their own. */
  void established(MuxedConnection connection);

  /** The connection will not be. */
  void failed(Throwable cause);

  /**
   * Runs a task when the attempt is given up: too late, or another address was faster. Runs it at
   * once when that has happened already.
   */
  void onGivenUp(Runnable task);
}
