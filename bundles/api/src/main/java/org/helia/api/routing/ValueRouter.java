package org.helia.api.routing;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps values under keys, as the records of IPNS. Register an implementation as a service. Any
 * number of threads may call at once; calls block and are cancelled by interrupting the thread.
 */
@ConsumerType
public interface ValueRouter {
  /** What errors and the shell call it, as in "kad". */
  String name();

  /**
   * The best value of a key that was found.
   *
   * @param key as in {@code /ipns/} and a multihash
   * @return empty when there is none
   * @throws RoutingException when the look-up failed
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Optional<byte[]> value(byte[] key, RoutingOptions options);

  /**
   * Gives a key a value.
   *
   * @throws RoutingException when it was kept nowhere
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  void put(byte[] key, byte[] value, RoutingOptions options);
}
