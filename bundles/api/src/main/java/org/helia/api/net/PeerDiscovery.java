package org.helia.api.net;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** Finds peers without being asked for a certain one. Register an implementation as a service. */
@ConsumerType
public interface PeerDiscovery {
  /** What errors and the shell call it, as in "bootstrap". */
  String name();

  /**
   * Begins to look; called when the node may dial others.
   *
   * @param found takes the peers, from any thread; never blocks
   * @return closing it ends the search
   */
  Search start(Consumer<PeerAddresses> found);

  /** A search under way. */
  interface Search extends AutoCloseable {
    /** Ends it; nothing is found after this returns. */
    @Override
    void close();
  }
}
