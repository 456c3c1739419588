package org.helia.api.net;

import java.time.Duration;
import java.util.Optional;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks a peer for the value of a key. What answers when others ask this node are the {@link
 * FetchSource}s.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/fetch">fetch</a>
 */
@ProviderType
public interface Fetch {
  /** The longest key, in bytes. */
  int MAX_KEY_BYTES = 1_024;

  /** The longest value, in bytes. */
  int MAX_VALUE_BYTES = 1024 * 1024;

  /**
   * Asks a peer, to which a connection is opened when there is none.
   *
   * @param key up to {@link #MAX_KEY_BYTES} bytes; most protocols make it of text in UTF-8
   * @param timeout how long connecting may take, and then the answer
   * @return the value as the peer sent it, which says nothing about whether it is right; empty when
   *     it has none
   * @throws IllegalArgumentException when the key is too long
   * @throws NetException when the peer is not reached, does not speak the protocol, fails, or sends
   *     something that is no answer
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Optional<byte[]> fetch(PeerId peer, byte[] key, Duration timeout);
}
