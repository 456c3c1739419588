package org.helia.shell.internal.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.helia.api.ServiceMissingException;
import org.helia.api.bitswap.Bitswap;
import org.helia.api.block.BlockBrokers;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstores;
import org.helia.api.block.BrokerInfo;
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
import org.helia.api.node.Helia;
import org.helia.api.node.NodeIdentity;
import org.helia.api.node.NodeStatus;
import org.helia.api.pin.Pins;
import org.helia.api.routing.Routing;
import org.helia.api.store.Datastores;
import org.helia.api.unixfs.UnixFs;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.store.FakeDatastores;

/** A node of fakes. */
public final class FakeNode implements Helia {
  /** A peer id and, in base64, its key, as {@code ipfs id} of Kubo 0.42 printed them. */
  public static final String PEER_ID = "12D3KooWBc8UVdbhxphxFM4VShpGsh2jsf68GkitMuxm9NoM1nnh";

  /** The key of that peer. */
  public static final String PUBLIC_KEY = "CAESIBqU65qZHvAkBaB7Ged/Tee3oxwA2J/oV3q5JJoanlru";

  /** The files. */
  public final FakeUnixFs unixFs = new FakeUnixFs();

  /** The blocks. */
  public final FakeBlocks blocks = new FakeBlocks();

  /** The stores. */
  public final FakeBlockstores blockstores = new FakeBlockstores();

  /** The mutable file system. */
  public final FakeMfs mfs = new FakeMfs();

  /** The CARs. */
  public final FakeCars cars = new FakeCars();

  /** The pins. */
  public final FakePins pins = new FakePins();

  /** The collector. */
  public final FakeCollector gc = new FakeCollector();

  /** What the node remembers. */
  public final FakeDatastores datastores = new FakeDatastores();

  /** The keys. */
  public final FakeKeystore keystore = new FakeKeystore();

  /** The graphs. */
  public final FakeDags dags = new FakeDags();

  /** What the node lists as its brokers. */
  public final List<BrokerInfo> brokers = new ArrayList<>();

  /** What the node has joined. */
  public final FakeBitswap bitswap = new FakeBitswap();

  public final FakeJoining joining = new FakeJoining();

  /** Where the node is host 1. */
  public final MemoryNetwork network = new MemoryNetwork();

  /** The services that are there. */
  public final Map<String, Boolean> services =
      new TreeMap<>(Map.of("blocks", true, "blockstores", true));

  /** What is wrong. */
  public final List<String> problems = new ArrayList<>();

  @Override
  public Blocks blocks() {
    return blocks;
  }

  @Override
  public Blockstores blockstores() {
    return blockstores;
  }

  @Override
  public Codecs codecs() {
    return new FakeCodecs();
  }

  @Override
  public Hashers hashers() {
    return new FakeHashers();
  }

  @Override
  public UnixFs unixFs() {
    return unixFs;
  }

  @Override
  public Mfs mfs() {
    return mfs;
  }

  @Override
  public Cars cars() {
    return cars;
  }

  @Override
  public Pins pins() {
    return pins;
  }

  @Override
  public Keystore keystore() {
    return keystore;
  }

  @Override
  public Crypto crypto() {
    return new FakeCrypto();
  }

  @Override
  public GarbageCollector gc() {
    return gc;
  }

  @Override
  public Datastores datastores() {
    return datastores;
  }

  @Override
  public Dags dags() {
    return dags;
  }

  @Override
  public Host host() {
    return network.host(1);
  }

  @Override
  public BlockBrokers blockBrokers() {
    return () -> List.copyOf(brokers);
  }

  @Override
  public Routing routing() {
    throw new ServiceMissingException("routing", "helia-routing", 0);
  }

  @Override
  public MetricsExporter metrics() {
    return new MetricsExporter() {
      @Override
      public String mediaType() {
        return "text/plain";
      }

      @Override
      public void write(OutputStream out) throws IOException {
        out.write("helia_test 1.0\nhelia_other{kind=\"a\"} 2.0\n# EOF\n".getBytes(UTF_8));
      }
    };
  }

  @Override
  public Bitswap bitswap() {
    return bitswap;
  }

  @Override
  public Joining joining() {
    return joining;
  }

  @Override
  public NodeIdentity identity() {
    PublicKey key = PublicKey.fromBytes(java.util.Base64.getDecoder().decode(PUBLIC_KEY));
    return new NodeIdentity(PeerId.of(key), key, "helia-osgi/1.0.0");
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(Path.of("/home/of/node"), Duration.ofSeconds(90061), services, problems);
  }

  @Override
  public String version() {
    return "1.0.0";
  }
}
