package org.helia.api.node;

import org.helia.api.bitswap.Bitswap;
import org.helia.api.block.BlockBrokers;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstores;
import org.helia.api.car.Cars;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.Hashers;
import org.helia.api.crypto.Crypto;
import org.helia.api.dag.Dags;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.key.Keystore;
import org.helia.api.metrics.MetricsExporter;
import org.helia.api.mfs.Mfs;
import org.helia.api.net.Host;
import org.helia.api.net.Joining;
import org.helia.api.pin.Pins;
import org.helia.api.routing.Routing;
import org.helia.api.store.Datastores;
import org.helia.api.unixfs.UnixFs;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The node. Reaches the facades, each of which is also a service of its own.
 *
 * <p>What the methods return may be kept: each call goes to the facade that is there at that
 * moment, also when its bundle is updated or replaced. One whose bundle is not there is waited for,
 * up to the grace period; then the call throws {@link org.helia.api.ServiceMissingException}, which
 * names the feature that brings it. Streams, sessions and writers that a facade has handed out keep
 * it until they are closed, up to its drain time.
 */
@ProviderType
public interface Helia {
  /** The blocks. */
  Blocks blocks();

  /** The stores that keep them. */
  Blockstores blockstores();

  /** Those who fetch blocks from outside. */
  BlockBrokers blockBrokers();

  /** The codecs. */
  Codecs codecs();

  /** The hash functions. */
  Hashers hashers();

  /** Files and directories. */
  UnixFs unixFs();

  /** The mutable file system. */
  Mfs mfs();

  /** CAR streams. */
  Cars cars();

  /** Values and graphs. */
  Dags dags();

  /** Which DAGs are kept. */
  Pins pins();

  /** The removal of blocks that nothing needs. */
  GarbageCollector gc();

  /** What the node remembers besides its blocks. */
  Datastores datastores();

  /** Private keys besides the node's own. */
  Keystore keystore();

  /** Signatures, key agreement and encryption. */
  Crypto crypto();

  /** This node on the network; its bundles are part of the product {@code helia-node}. */
  Host host();

  /** Who has a block, where a peer is. */
  Routing routing();

  /** The exchange of blocks with other peers, as an operator sees it. */
  Bitswap bitswap();

  /** Which network it has joined. */
  Joining joining();

  /** The figures of all its parts. */
  MetricsExporter metrics();

  /** Who this node is. */
  NodeIdentity identity();

  /** How the node is doing. */
  NodeStatus status();

  /** The version of Helia OSGi that runs, as in "1.0.0". */
  String version();
}
