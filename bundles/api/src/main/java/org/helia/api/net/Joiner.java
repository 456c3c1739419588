package org.helia.api.net;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of the node that listens to a network, or reaches others by itself, only as far as the
 * node has joined. Register one as a service:
 *
 * <pre>{@code
 * @Component
 * public final class Gateways implements Joiner {
 *   private volatile NetworkScope scope = NetworkScope.NONE;
 *
 *   @Override
 *   public List<JoinStep> plan(NetworkScope wanted) {
 *     return wanted == NetworkScope.PUBLIC
 *         ? List.of(JoinStep.reach("https://gateway.example", "blocks that are not here"))
 *         : List.of();
 *   }
 *
 *   @Override
 *   public void joined(NetworkScope now) {
 *     scope = now;
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface Joiner {
  /** What it would do if the node joined, for the operator to read before. Does nothing else. */
  List<JoinStep> plan(NetworkScope scope);

  /**
   * The node has joined, or left. Called when the service comes and at each change, in order, one
   * call at a time; begins or ends what it plans, and returns soon. A joiner that has not been
   * called does as with {@link NetworkScope#NONE}.
   */
  void joined(NetworkScope scope);
}
