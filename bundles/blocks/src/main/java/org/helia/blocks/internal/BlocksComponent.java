package org.helia.blocks.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockAdmission;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockBrokers;
import org.helia.api.block.BlockGuard;
import org.helia.api.block.BlockGuardedException;
import org.helia.api.block.BlockListener;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.BlockSweeps;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.block.Blockstores;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.MigrationReport;
import org.helia.api.block.VerifyReport;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.Hashers;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.LateServices;
import org.helia.platform.OpenCalls;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together and gives them the plugins that come and go. */
@Component(
    service = {Blocks.class, Blockstores.class, BlockSweeps.class, MetricSource.class},
    configurationPid = BlocksConfig.PID,
    immediate = true)
@Designate(ocd = BlocksConfig.class)
public final class BlocksComponent implements Blocks, Blockstores, BlockSweeps, MetricSource {
  private static final Logger LOG = LoggerFactory.getLogger(BlocksComponent.class);

  /** Threads of sessions, where there are no virtual ones: they wait for disks and brokers. */
  private static final int READ_AHEAD_THREADS = 32;

  /** All sessions together hold an eighth of the heap, and not more than this. */
  private static final long MAX_READ_AHEAD_BYTES = 512L * 1024 * 1024;

  private final Plugins<Blockstore> blockstores;
  private final Brokers brokers;
  private final Plugins<BlockAdmission> admissions;
  private final Plugins<BlockGuard> guards;
  private final LateServices<BlockAdmission> lateAdmissions = new LateServices<>();
  private final LateServices<BlockGuard> lateGuards = new LateServices<>();
  private final LateServices<BlockListener> lateListeners = new LateServices<>();
  private final Plugins<BlockListener> listenerPlugins;
  private final Hashers hashers;
  private final ExecutorService fetchWorkers;
  private final ExecutorService readWorkers;
  private final ExecutorService storeWorkers;
  private final ExecutorService arrivalWorkers;
  private final ScheduledExecutorService timer;
  private final ReadAheadBudget readAhead;
  private final Stores stores;
  private final WriteBarrier barrier;
  private final Admissions admission;
  private final Guards guard;
  private final BlockListeners listeners;
  private final BlockReader reader;
  private final DagKeeper dagKeeper;
  private final Blockstores desk;
  private final OpenCalls calls = new OpenCalls();
  private @Nullable ServiceRegistration<BlockBrokers> brokersService;
  private volatile Settings settings;

  /** Starts without plugins. */
  @Activate
  public BlocksComponent(
      @Reference Hashers hashers,
      @Reference Codecs codecs,
      BundleContext context,
      BlocksConfig config) {
    this(hashers, codecs, id -> bundleName(context.getBundle(id)), Settings.of(config));
    // Not by Declarative Services: its method has the name of one of Blockstores.
    brokersService = context.registerService(BlockBrokers.class, brokers, null);
  }

  BlocksComponent(
      Hashers hashers, Codecs codecs, LongFunction<String> bundleNames, Settings settings) {
    this.settings = settings;
    this.hashers = hashers;
    blockstores = new Plugins<>(settings.blockstores());
    admissions = new Plugins<>(settings.admissions());
    guards = new Plugins<>(settings.guards());
    listenerPlugins = new Plugins<>(settings.listeners());
    fetchWorkers = Workers.open("helia-fetch", Brokers.MAX_CALLS);
    readWorkers = Workers.open("helia-read-ahead", READ_AHEAD_THREADS);
    storeWorkers = Workers.open("helia-blockstores", 2 * Workers.parallelism());
    arrivalWorkers = Workers.open("helia-fetched", Workers.parallelism());
    timer = Workers.timer("helia-fetch-timer");
    readAhead =
        new ReadAheadBudget(Math.min(MAX_READ_AHEAD_BYTES, Runtime.getRuntime().maxMemory() / 8));
    stores = new Stores(blockstores);
    barrier = new WriteBarrier(stores.locks());
    admission = new Admissions(admissions);
    guard = new Guards(guards);
    listeners = new BlockListeners(listenerPlugins);
    brokers =
        new Brokers(
            new Plugins<>(settings.brokers()),
            hashers,
            this::settings,
            fetchWorkers,
            timer,
            bundleNames);
    reader =
        new BlockReader(
            stores,
            brokers,
            hashers,
            this::settings,
            new Arrivals(
                stores, admission, barrier, listeners, arrivalWorkers, Workers.parallelism()));
    dagKeeper = new DagKeeper(reader, codecs);
    desk = new StoreDesk(stores, hashers, storeWorkers, bundleNames);
  }

  private static String bundleName(@Nullable Bundle bundle) {
    return bundle == null ? "unknown" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  private Settings settings() {
    return settings;
  }

  /** Takes over a changed configuration, from the next call on. */
  @Modified
  void configure(BlocksConfig config) {
    settings = Settings.of(config);
    blockstores.reconfigure(settings.blockstores());
    brokers.reconfigure(settings.brokers());
    admissions.reconfigure(settings.admissions());
    guards.reconfigure(settings.guards());
    listenerPlugins.reconfigure(settings.listeners());
  }

  /** Returns when all that was handed out is closed, or after the drain time. */
  @Deactivate
  void close() {
    ServiceRegistration<BlockBrokers> registered = brokersService;
    brokersService = null;
    if (registered != null) {
      registered.unregister();
    }
    calls.leave();
    try {
      if (!calls.awaitIdle(settings.drain())) {
        LOG.warn(
            "blocks stops with reads or writes still going on after {} ms; they will fail",
            settings.drain().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    brokers.close();
    timer.shutdownNow();
    readWorkers.shutdownNow();
    fetchWorkers.shutdownNow();
    arrivalWorkers.shutdownNow();
    storeWorkers.shutdownNow();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBlockstore(Blockstore blockstore, Map<String, ?> properties) {
    blockstores.add(blockstore, properties);
  }

  void updatedBlockstore(Blockstore blockstore, Map<String, ?> properties) {
    blockstores.update(blockstore, properties);
  }

  void removeBlockstore(Blockstore blockstore) {
    blockstores.remove(blockstore);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBroker(BlockBroker broker, Map<String, ?> properties) {
    brokers.add(broker, properties);
  }

  void updatedBroker(BlockBroker broker, Map<String, ?> properties) {
    brokers.update(broker, properties);
  }

  void removeBroker(BlockBroker broker) {
    brokers.remove(broker);
  }

  @Reference(
      service = BlockAdmission.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindAdmission(ComponentServiceObjects<BlockAdmission> objects, Map<String, ?> properties) {
    addAdmission(
        lateAdmissions.bind(
            objects,
            late -> (hash, bytes) -> late.get().ifPresent(each -> each.admit(hash, bytes))),
        properties);
  }

  void unbindAdmission(ServiceReference<BlockAdmission> reference) {
    lateAdmissions.unbind(reference, this::removeAdmission);
  }

  void addAdmission(BlockAdmission service, Map<String, ?> properties) {
    admissions.add(service, properties);
  }

  void removeAdmission(BlockAdmission service) {
    admissions.remove(service);
  }

  @Reference(
      service = BlockGuard.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindGuard(ComponentServiceObjects<BlockGuard> objects, Map<String, ?> properties) {
    addGuard(
        lateGuards.bind(
            objects, late -> hash -> late.get().flatMap(each -> each.reasonToStay(hash))),
        properties);
  }

  void unbindGuard(ServiceReference<BlockGuard> reference) {
    lateGuards.unbind(reference, this::removeGuard);
  }

  void addGuard(BlockGuard service, Map<String, ?> properties) {
    guards.add(service, properties);
  }

  void removeGuard(BlockGuard service) {
    guards.remove(service);
  }

  @Reference(
      service = BlockListener.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindListener(ComponentServiceObjects<BlockListener> objects, Map<String, ?> properties) {
    addListener(
        lateListeners.bind(
            objects,
            late -> (hash, bytes) -> late.get().ifPresent(each -> each.stored(hash, bytes))),
        properties);
  }

  void unbindListener(ServiceReference<BlockListener> reference) {
    lateListeners.unbind(reference, this::removeListener);
  }

  void addListener(BlockListener service, Map<String, ?> properties) {
    listenerPlugins.add(service, properties);
  }

  void removeListener(BlockListener service) {
    listenerPlugins.remove(service);
  }

  private void enter() {
    if (!calls.enter()) {
      throw new ServiceMissingException("blocks", "helia-blocks", 0);
    }
  }

  private <R> R within(Supplier<R> call) {
    enter();
    try {
      return call.get();
    } finally {
      calls.exit();
    }
  }

  /** Begins a call that ends when the result is run for the first time. */
  private Runnable open() {
    enter();
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        calls.exit();
      }
    };
  }

  /** The service of its own for the brokers. */
  BlockBrokers brokers() {
    return brokers;
  }

  @Override
  public void collect(MetricSink sink) {
    reader.metrics().collect(sink);
    brokers.metrics().collect(sink);
  }

  @Override
  public Block get(Cid cid, FetchOptions options) {
    return within(() -> reader.get(cid, options));
  }

  @Override
  public BlockSession session(FetchOptions options) {
    return new ReadAheadSession(
        reader,
        options,
        readWorkers,
        readAhead.part(ReadAheadSession.MAX_BYTES),
        new Window(
            settings.readAheadBlocks(), settings.fetchAheadBlocks(), ReadAheadSession.MAX_BYTES),
        open());
  }

  @Override
  public boolean has(Cid cid) {
    Multihash hash = cid.multihash();
    return BlockReader.isInline(hash) || within(() -> stores.has(hash));
  }

  @Override
  public OptionalInt size(Cid cid) {
    Multihash hash = cid.multihash();
    if (BlockReader.isInline(hash)) {
      return OptionalInt.of(hash.digestLength());
    }
    return within(() -> size(hash));
  }

  private OptionalInt size(Multihash hash) {
    return stores
        .find(
            store -> {
              OptionalInt size = store.size(hash);
              return size.isPresent() ? Optional.of(size) : Optional.empty();
            })
        .orElse(OptionalInt.empty());
  }

  @Override
  public void put(Block block) {
    try (BlockWriter writer = writer()) {
      writer.put(block);
      writer.commit();
    }
  }

  @Override
  public BlockWriter writer() {
    return new StoreWriter(stores, hashers, barrier, admission, listeners, dagKeeper, open());
  }

  @Override
  public boolean delete(Cid cid) {
    Multihash hash = cid.multihash();
    return !BlockReader.isInline(hash)
        && within(
            () -> {
              guard.check(cid);
              return barrier.delete(hash, () -> deleteUnlessNeeded(cid));
            });
  }

  /**
   * Nobody can come to rely on the block any more. Who did before is either a writer that is open
   * or, once that is closed, known to a guard: so these are asked again, and last.
   */
  private boolean deleteUnlessNeeded(Cid cid) {
    if (barrier.isProtected(cid.multihash())) {
      throw new BlockGuardedException(cid, "just being stored or kept by somebody else");
    }
    guard.check(cid);
    return stores.delete(cid.multihash());
  }

  @Override
  public BlockSweep begin() {
    return within(() -> new Sweep(barrier, stores, calls));
  }

  @Override
  public Stream<Multihash> hashes() {
    return MergedHashes.stream(stores).onClose(open());
  }

  @Override
  public List<BlockstoreInfo> list() {
    return desk.list();
  }

  @Override
  public BlockstoreUsage usage(String name) {
    return within(() -> desk.usage(name));
  }

  @Override
  public MigrationReport migrate(String from, String to, Progress progress) {
    return within(() -> desk.migrate(from, to, progress));
  }

  @Override
  public VerifyReport verify(Consumer<DamagedBlock> damaged, Progress progress) {
    return within(() -> desk.verify(damaged, progress));
  }
}
