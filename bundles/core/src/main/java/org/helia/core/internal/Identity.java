package org.helia.core.internal;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.node.NodeException;
import org.helia.api.node.NodeIdentity;
import org.helia.api.node.NodeKey;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;
import org.helia.platform.HeliaHome;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who the node is, as its key file says. A component of its own: the network needs the key before
 * it begins, and the service {@code Helia} reaches for the network.
 */
@Component(service = {NodeKey.class, Identity.class})
public final class Identity implements NodeKey {
  private final IdentityFile file;
  private final String agentVersion;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable NodeIdentity known;

  /** The node whose container this is. */
  @Activate
  public Identity(BundleContext context) {
    this(
        new IdentityFile(HeliaHome.of(context).keys().resolve("self")),
        "helia-osgi/" + HeliaNode.version(context));
  }

  Identity(IdentityFile file, String agentVersion) {
    this.file = file;
    this.agentVersion = agentVersion;
  }

  /**
   * Read or made at the first call.
   *
   * @throws NodeException when the key cannot be used; the next call tries again
   */
  NodeIdentity get() {
    NodeIdentity identity = known;
    return identity == null ? load() : identity;
  }

  @Override
  public PrivateKey privateKey() {
    lock.lock();
    try {
      return file.loadOrCreate();
    } finally {
      lock.unlock();
    }
  }

  private NodeIdentity load() {
    lock.lock();
    try {
      PublicKey key = file.loadOrCreate().publicKey();
      NodeIdentity loaded = new NodeIdentity(PeerId.of(key), key, agentVersion);
      known = loaded;
      return loaded;
    } finally {
      lock.unlock();
    }
  }

  /** What is wrong with the key, if anything. Makes it if there is none. */
  Optional<String> problem() {
    try {
      get();
      return file.problem();
    } catch (NodeException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
