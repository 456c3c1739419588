package org.helia.api.routing;

import java.util.stream.Stream;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows who has content. Register an implementation as a service. Any number of threads may call at
 * once; calls block and are cancelled by interrupting the thread.
 */
@ConsumerType
public interface ContentRouter {
  /** What errors and the shell call it, as in "kad". */
  String name();

  /**
   * Those who say to have a block.
   *
   * @return as they are found, the stream ends when no more are; may block while it is read; close
   *     it
   * @throws RoutingException when the look-up failed, also while the stream is read
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Stream<Provider> providers(Cid cid, RoutingOptions options);

  /**
   * Tells others that this node has a block, which was stored before.
   *
   * @throws RoutingException when nobody could be told
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  void provide(Cid cid, RoutingOptions options);
}
