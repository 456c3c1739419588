package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.helia.api.block.Block;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstore;
import org.helia.api.block.FetchOptions;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.node.NodeKey;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.blocks.internal.BlocksComponent;
import org.helia.blockstore.flatfs.internal.FlatfsBlockstore;
import org.helia.blockstore.memory.internal.MemoryBlockstore;
import org.helia.broker.bitswap.internal.BitswapBroker;
import org.helia.codec.dag.pb.internal.DagPbCodec;
import org.helia.codec.raw.internal.RawCodec;
import org.helia.codecs.internal.CodecRegistry;
import org.helia.codecs.internal.HasherRegistry;
import org.helia.crypto.internal.NodeCrypto;
import org.helia.hash.sha2.internal.Sha256Hasher;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.identify.internal.Identify;
import org.helia.net.internal.HostComponent;
import org.helia.net.noise.internal.NoiseChannel;
import org.helia.net.spi.internal.NettyEventLoops;
import org.helia.net.tcp.internal.TcpTransport;
import org.helia.net.yamux.internal.YamuxMuxer;
import org.helia.testkit.component.Components;
import org.helia.unixfs.internal.UnixFsComponent;

/** A node of the real bundles that exchanges blocks over TCP, Noise and yamux on loopback. */
final class Node implements AutoCloseable {
  private static final String[] BITSWAP = {
    "/ipfs/bitswap/1.2.0", "/ipfs/bitswap/1.1.0", "/ipfs/bitswap/1.0.0"
  };

  /** Over this size directories become HAMTs that are to be such. */
  static final int HAMT_THRESHOLD_BYTES = 1_024;

  private static final String[] IDENTIFY = {"/ipfs/id/1.0.0", "/ipfs/id/push/1.0.0"};

  private final Components components;
  final Blocks blocks;
  final UnixFs unixFs;
  final Host host;
  final BitswapBroker bitswap;

  private Node(Components components, Class<? extends Blockstore> blockstore) {
    this.components = components.with("listen", new String[] {"/ip4/127.0.0.1/tcp/0"});
    HasherRegistry hashers = components.open(HasherRegistry.class);
    components.bind(components.open(Sha256Hasher.class), hashers, "bindHasher");
    CodecRegistry codecs = components.open(CodecRegistry.class);
    components.bind(components.open(RawCodec.class), codecs, "bindCodec");
    components.bind(components.open(DagPbCodec.class), codecs, "bindCodec");
    BlocksComponent facade = components.open(BlocksComponent.class);
    components.bind(components.open(blockstore), facade, "addBlockstore");
    blocks = facade;
    unixFs = components.open(UnixFsComponent.class);
    host = openHost();
    bitswap = components.open(BitswapBroker.class);
    components.bind(bitswap, facade, "addBroker");
    components.bind(bitswap, facade, "bindListener");
    components.bind(bitswap, host, "bindListener");
    components.bind(bitswap, host, "bindHandler", Map.of(ProtocolHandler.PROTOCOL, BITSWAP));
  }

  private Host openHost() {
    Crypto crypto = components.open(NodeCrypto.class);
    PrivateKey key = crypto.generate(KeyType.ED25519);
    components.add((NodeKey) () -> key);
    components.open(NettyEventLoops.class);
    HostComponent opened = components.open(HostComponent.class);
    components.bind(components.open(YamuxMuxer.class), opened, "addMuxer");
    components.bind(components.open(NoiseChannel.class), opened, "addSecureChannel");
    components.bind(components.open(TcpTransport.class), opened, "addTransport");
    Identify identify = components.open(Identify.class);
    components.bind(identify, opened, "bindListener");
    components.bind(identify, opened, "bindHandler", Map.of(ProtocolHandler.PROTOCOL, IDENTIFY));
    return opened;
  }

  /** A node that keeps its blocks in files. */
  static Node onDisk(Path home) {
    return new Node(new Components(home), FlatfsBlockstore.class);
  }

  /** A node that keeps its blocks in memory. */
  static Node inMemory(Path home) {
    return new Node(new Components(home), MemoryBlockstore.class);
  }

  /** Where it listens, with its id. */
  Multiaddr address() {
    return Multiaddr.parse(host.listenAddresses().get(0) + "/p2p/" + host.id());
  }

  Connection connect(Node other) {
    return host.connect(
        new PeerAddresses(other.host.id(), other.host.listenAddresses()), DialOptions.DEFAULTS);
  }

  /**
   * Adds files as a directory in one block, or as a HAMT.
   *
   * @throws AssertionError when the directory has not become what it should
   */
  Cid add(SmallFiles files, boolean hamt) {
    UnixFsProfile profile =
        hamt
            ? UnixFsProfile.V1_2025.toBuilder().hamtThresholdBytes(HAMT_THRESHOLD_BYTES).build()
            : UnixFsProfile.V1_2025;
    AddOptions options = AddOptions.DEFAULTS.withProfile(profile);
    Cid root = unixFs.add(AddSource.path(files.folder()), options, AddListener.NONE).cid();
    assertHamt(root, hamt);
    return root;
  }

  /** Looks at the root of a directory, which is fetched when it is not here. */
  void assertHamt(Cid root, boolean hamt) {
    assertThat(unixFs.stat(ContentPath.of(root), FetchOptions.DEFAULTS).hamt()).isEqualTo(hamt);
  }

  Block fetch(Cid cid) {
    return blocks.get(cid, FetchOptions.DEFAULTS.withTimeout(Duration.ofSeconds(60)));
  }

  @Override
  public void close() {
    components.close();
  }
}
