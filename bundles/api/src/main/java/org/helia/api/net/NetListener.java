package org.helia.api.net;

import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens on the network. Register one as a service. Calls come in order, one at a time
 * for each listener, on a thread that may block for a moment.
 */
@ConsumerType
public interface NetListener {
  /** A connection is ready. */
  default void connected(Connection connection) {}

  /** A connection has ended. */
  default void disconnected(Connection connection) {}

  /** A peer has said which protocols it speaks and where it listens; also when that has changed. */
  default void identified(PeerId peer) {}

  /** The addresses under which this node can be reached have changed. */
  default void addressesChanged() {}

  /** The protocols that this node answers have changed. */
  default void protocolsChanged() {}
}
