package org.helia.blocks.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.block.Block;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreName;
import org.helia.api.block.BrokerInfo;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.FakeSessionBroker;
import org.helia.testkit.codec.FakeCodecs;
import org.helia.testkit.codec.FakeHashers;
import org.osgi.framework.Constants;

/** The facade with plugins that a test brings and takes away, as the framework would. */
final class Rig implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(20);

  final FakeHashers hashers = new FakeHashers();
  final BlocksComponent blocks;
  private final AtomicLong serviceIds = new AtomicLong();

  Rig() {
    this(SHORT);
  }

  Rig(Duration grace) {
    this(new Settings(true, grace, LONG, Duration.ofMillis(50), 32, 256));
  }

  Rig(Settings settings) {
    blocks = new BlocksComponent(hashers, new FakeCodecs(), id -> "bundle " + id, settings);
  }

  /** Adds an empty store. */
  FakeBlockstore store(String name, int ranking) {
    FakeBlockstore store = new FakeBlockstore(name);
    add(name, ranking, store);
    return store;
  }

  void add(String name, int ranking, Blockstore store) {
    blocks.addBlockstore(store, properties(name, ranking));
  }

  void rank(String name, int ranking, Blockstore store) {
    blocks.updatedBlockstore(store, properties(name, ranking));
  }

  /** As when its bundle stops: unbound first, then closed. */
  void remove(FakeBlockstore store) {
    blocks.removeBlockstore(store);
    store.close();
  }

  void broker(int ranking, BlockBroker broker) {
    blocks.addBroker(broker, properties(broker.name(), ranking));
  }

  void removeBroker(FakeSessionBroker broker) {
    blocks.removeBroker(broker);
    broker.close();
  }

  /** What an operator sees of a broker. */
  BrokerInfo info(String broker) {
    return blocks.brokers().list().stream()
        .filter(info -> info.name().equals(broker))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> properties(String name, int ranking) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(BlockstoreName.PROPERTY, name);
    properties.put("component.name", name);
    properties.put(Constants.SERVICE_RANKING, ranking);
    properties.put(Constants.SERVICE_ID, serviceIds.incrementAndGet());
    properties.put(Constants.SERVICE_BUNDLEID, 7L);
    return properties;
  }

  static Multihash hash(Block block) {
    return block.cid().multihash();
  }

  static void keep(Blockstore store, Block block) {
    store.put(hash(block), block.bytes());
  }

  @Override
  public void close() {
    blocks.close();
  }
}
