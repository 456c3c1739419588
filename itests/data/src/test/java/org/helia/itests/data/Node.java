package org.helia.itests.data;

import java.nio.file.Path;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstore;
import org.helia.api.block.Blockstores;
import org.helia.api.car.Cars;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.mfs.Mfs;
import org.helia.api.pin.Pins;
import org.helia.api.store.Datastore;
import org.helia.api.unixfs.UnixFs;
import org.helia.blocks.internal.BlocksComponent;
import org.helia.blockstore.flatfs.internal.FlatfsBlockstore;
import org.helia.blockstore.memory.internal.MemoryBlockstore;
import org.helia.car.internal.DagCars;
import org.helia.codec.dag.cbor.internal.DagCborCodec;
import org.helia.codec.dag.pb.internal.DagPbCodec;
import org.helia.codec.raw.internal.RawCodec;
import org.helia.codecs.internal.CodecRegistry;
import org.helia.codecs.internal.HasherRegistry;
import org.helia.dag.internal.DagsComponent;
import org.helia.datastore.memory.internal.MemoryDatastore;
import org.helia.datastore.mvstore.internal.MvstoreDatastore;
import org.helia.datastores.internal.DatastoresComponent;
import org.helia.gc.internal.GcComponent;
import org.helia.hash.sha2.internal.Sha256Hasher;
import org.helia.mfs.internal.MfsComponent;
import org.helia.pins.internal.PinsComponent;
import org.helia.testkit.component.Components;
import org.helia.unixfs.internal.UnixFsComponent;

/** A node of the real bundles, without a container. */
final class Node implements AutoCloseable {
  private final Components components;
  final Blocks blocks;
  final Blockstores blockstores;
  final UnixFs unixFs;
  final Pins pins;
  final Mfs mfs;
  final GarbageCollector gc;
  final Cars cars;

  private Node(
      Components components,
      Class<? extends Blockstore> blockstore,
      Class<? extends Datastore> datastore) {
    this.components = components;
    HasherRegistry hashers = components.open(HasherRegistry.class);
    components.bind(components.open(Sha256Hasher.class), hashers, "bindHasher");
    CodecRegistry codecs = components.open(CodecRegistry.class);
    components.bind(components.open(RawCodec.class), codecs, "bindCodec");
    components.bind(components.open(DagPbCodec.class), codecs, "bindCodec");
    components.bind(components.open(DagCborCodec.class), codecs, "bindCodec");
    BlocksComponent facade = components.open(BlocksComponent.class);
    components.bind(components.open(blockstore), facade, "addBlockstore");
    DatastoresComponent datastores = components.open(DatastoresComponent.class);
    components.bind(components.open(datastore), datastores, "addDatastore");
    blocks = facade;
    blockstores = facade;
    unixFs = components.open(UnixFsComponent.class);
    pins = components.open(PinsComponent.class);
    components.bind(pins, facade, "addGuard");
    mfs = components.open(MfsComponent.class);
    components.bind(mfs, facade, "addGuard");
    gc = components.open(GcComponent.class);
    components.bind(pins, gc, "addRoots");
    components.bind(mfs, gc, "addRoots");
    components.bind(gc, facade, "addAdmission");
    components.open(DagsComponent.class);
    cars = components.open(DagCars.class);
  }

  /** Adds a broker. */
  void addBroker(BlockBroker broker) {
    components.bind(broker, blocks, "addBroker");
  }

  /** Opens the node that lives in a folder. */
  static Node onDisk(Path home) {
    return open(home, FlatfsBlockstore.class, MvstoreDatastore.class);
  }

  /** Opens a node that keeps nothing but its choice of a datastore in a folder. */
  static Node inMemory(Path home) {
    return open(home, MemoryBlockstore.class, MemoryDatastore.class);
  }

  private static Node open(
      Path home, Class<? extends Blockstore> blockstore, Class<? extends Datastore> datastore) {
    Components components = new Components(home);
    try {
      return new Node(components, blockstore, datastore);
    } catch (RuntimeException | Error e) {
      components.close();
      throw e;
    }
  }

  @Override
  public void close() {
    components.close();
  }
}
