package org.helia.api.net;

import java.util.Optional;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has values that peers may {@link Fetch}. Register one as a service with the property {@value
 * #PREFIX}; of several whose prefix fits, the one with the longest is asked.
 */
@ConsumerType
@FunctionalInterface
public interface FetchSource {
  /** Service property of type String+: what the keys begin with, as in "/ipns/". */
  String PREFIX = "prefix";

  /**
   * Looks a value up. Called on a thread that may block, for many peers at once.
   *
   * @param key begins with the prefix
   * @param asker who wants it
   * @return up to {@link Fetch#MAX_VALUE_BYTES} bytes; empty when there is none for this peer
   */
  Optional<byte[]> value(byte[] key, PeerId asker);
}
