package org.helia.net.spi;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Encrypts a channel and proves who is at its ends. Register an implementation as a service. */
@ConsumerType
public interface SecureChannel {
  /** The name that multistream-select agrees on, as in "/noise". */
  String protocol();

  /**
   * Adds the handlers that shake hands, encrypt and decrypt to the end of the pipeline. Called on
   * the channel's event loop.
   *
   * <p>The future completes on that event loop, before any decrypted byte is passed on, so that the
   * next handlers can be added in time. When it fails, the caller closes the channel.
   *
   * @return fails with {@link org.helia.api.net.HandshakeException} when the remote did not prove
   *     who it is, is not the expected peer, or did not answer in time
   */
  CompletableFuture<Secured> secure(Channel channel, Handshake handshake);

  /**
   * What a handshake needs.
   *
   * @param initiator whether this side begins
   * @param localKey the key that this node proves to have
   * @param expectedPeer who must be at the other end; empty when anybody may
   * @param muxers what this node can mux with, the best first, for handshakes that agree on it
   * @param timeout how long it may take
   */
  record Handshake(
      boolean initiator,
      PrivateKey localKey,
      Optional<PeerId> expectedPeer,
      List<String> muxers,
      Duration timeout) {
    /** Copies the list. */
    public Handshake {
      muxers = List.copyOf(muxers);
    }
  }

  /**
   * What came of it.
   *
   * @param remoteKey the key that the remote proved to have
   * @param muxer what both agreed to mux with; empty when that is still to be negotiated
   */
  record Secured(PublicKey remoteKey, Optional<String> muxer) {}
}
