package org.helia.net.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.osgi.annotation.versioning.ConsumerType;

/** A way to reach peers and to be reached. Register an implementation as a service. */
@ConsumerType
public interface Transport {
  /** What errors and the shell call it, as in "tcp". */
  String name();

  /**
   * Why it can do nothing on this machine, as a part of a sentence; empty when it can.
   *
   * @return the same as long as it is there
   */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /** Whether it can dial the address, which is one of an IP, already resolved. */
  boolean dials(Multiaddr address);

  /** Whether it can listen on the address. */
  boolean listens(Multiaddr address);

  /**
   * Begins to dial; returns at once. Ends in one of {@link ConnectionSetup#upgrade}, {@link
   * ConnectionSetup#established} and {@link ConnectionSetup#failed}.
   *
   * @param address one that {@link #dials}, without {@code /p2p/…} at the end
   */
  void dial(Multiaddr address, ConnectionSetup setup);

  /**
   * Begins to listen; the future completes when connections can come.
   *
   * @param address one that {@link #listens}
   * @param inbound asked about each connection that comes
   * @return fails with {@link org.helia.api.net.ListenException}
   */
  CompletableFuture<Listener> listen(Multiaddr address, Inbound inbound);

  /** What a transport asks about each connection that comes in. */
  interface Inbound {
    /**
     * Whether a connection may come in; asked before anything is read from it.
     *
     * @param local the address it came to
     * @param remote where it comes from
     * @return empty when it is to be closed at once
     */
    Optional<ConnectionSetup> admit(Multiaddr local, Multiaddr remote);
  }

  /** An address that is listened on. */
  interface Listener extends AutoCloseable {
    /** The address with its real port; the unspecified address stays one. */
    Multiaddr address();

    /** Ends it and waits until the port is free, at most 5 seconds. Its connections stay. */
    @Override
    void close();
  }
}
