package org.helia.api.net;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which network the node has joined. It is the option {@code join} of the configuration {@code
 * org.helia.node}, which an operator changes with {@code helia:join}; the change holds at once and
 * stays after a restart.
 *
 * <p>What listens, or reaches others by itself, is a {@link Joiner} instead of asking here.
 */
@ProviderType
public interface Joining {
  /** What the node has joined: the scope that all joiners have been told. */
  NetworkScope scope();

  /**
   * What the joiners that are there now would do.
   *
   * @return nothing for {@link NetworkScope#NONE} but what they do anyway
   */
  List<JoinStep> plan(NetworkScope scope);
}
