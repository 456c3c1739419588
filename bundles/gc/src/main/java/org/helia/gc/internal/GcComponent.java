package org.helia.gc.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockAdmission;
import org.helia.api.block.BlockSweep;
import org.helia.api.block.BlockSweeps;
import org.helia.api.block.Blocks;
import org.helia.api.codec.Codecs;
import org.helia.api.gc.BlockRoots;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.gc.GcException;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.gc.GcStatus;
import org.helia.api.gc.GcStatus.Phase;
import org.helia.api.store.Datastore;
import org.helia.api.store.Datastores;
import org.helia.multiformats.Multihash;
import org.helia.platform.LateServices;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.helia.platform.Workers;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
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

/** The garbage collector and the quota. */
@Component(
    service = {GarbageCollector.class, BlockAdmission.class},
    configurationPid = GcConfig.PID,
    immediate = true)
@Designate(ocd = GcConfig.class)
public final class GcComponent implements GarbageCollector, BlockAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(GcComponent.class);

  private static final Duration MIN_REST = Duration.ofSeconds(1);

  /**
   * How long a collection waits for an owner of roots that left. Less than callers wait for pins
   * and files: an update of the datastores takes these away and then the collector, which must not
   * hold up their return by waiting for them.
   */
  private static final Duration OWNER_GRACE = Duration.ofSeconds(1);

  /** How long its end waits for a collection to notice it. */
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Blocks blocks;
  private final BlockSweeps sweeps;
  private final Codecs codecs;
  private final InstantSource clock;
  private final Plugins<BlockRoots> roots =
      new Plugins<>(
          new PluginFamily(
              "owner of roots", "helia-pins", OWNER_GRACE, PluginFamily.DEFAULT_DRAIN));
  private final LateServices<BlockRoots> lateRoots = new LateServices<>();
  private final Plugins<GcListener> listeners =
      new Plugins<>(PluginFamily.of("listener to garbage collection", "helia-gc"));
  private final Owners owners;
  private final Quota quota;
  private final ExecutorService workers = Workers.open("helia-gc", GcConfig.MAX_THREADS);

  /** Before this, the quota does not ask for another collection. Guarded by {@link #collecting}. */
  private Instant nextTry = Instant.MIN;

  /** Held by whoever collects. */
  private final ReentrantLock collecting = new ReentrantLock();

  private volatile Settings settings;
  private volatile @Nullable Cycle cycle;
  private volatile @Nullable Instant pausedAt;
  private volatile @Nullable GcReport last;
  private volatile boolean closed;

  /** Without a collection. */
  @Activate
  public GcComponent(
      @Reference Blocks blocks,
      @Reference BlockSweeps sweeps,
      @Reference Codecs codecs,
      @Reference Datastores datastores,
      GcConfig config) {
    this(
        blocks, sweeps, codecs, datastores.open("gc"), InstantSource.system(), Settings.of(config));
  }

  GcComponent(
      Blocks blocks,
      BlockSweeps sweeps,
      Codecs codecs,
      Datastore store,
      InstantSource clock,
      Settings settings) {
    this.blocks = blocks;
    this.sweeps = sweeps;
    this.codecs = codecs;
    this.clock = clock;
    this.settings = settings;
    this.owners = new Owners(roots, store, () -> this.settings.requiredOwners());
    this.quota = new Quota(blocks, () -> this.settings);
  }

  /** Takes over a changed configuration, from the next call on. */
  @Modified
  void configure(GcConfig config) {
    settings = Settings.of(config);
  }

  /**
   * Ends the collection. Does not wait for it for long: it may wait for somebody who waits for this
   * bundle to be gone, and drops itself what it holds.
   */
  @Deactivate
  void close() {
    closed = true;
    workers.shutdownNow();
    try {
      if (collecting.tryLock(CLOSE.toNanos(), TimeUnit.NANOSECONDS)) {
        leaveCollection();
      } else {
        LOG.warn("the garbage collector leaves with a collection under way, which will end soon");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives {@link #collecting} back; nobody could go on with a paused collection after the end. */
  private void leaveCollection() {
    try {
      if (closed) {
        drop();
      }
    } finally {
      collecting.unlock();
    }
  }

  @Reference(
      service = BlockRoots.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRoots(ComponentServiceObjects<BlockRoots> objects, Map<String, ?> properties) {
    addRoots(lateRoots.bind(objects, LateRoots::new), properties);
  }

  void unbindRoots(ServiceReference<BlockRoots> reference) {
    lateRoots.unbind(reference, this::removeRoots);
  }

  void addRoots(BlockRoots service, Map<String, ?> properties) {
    roots.add(service, properties);
  }

  void removeRoots(BlockRoots service) {
    roots.remove(service);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addListener(GcListener service, Map<String, ?> properties) {
    listeners.add(service, properties);
  }

  void removeListener(GcListener service) {
    listeners.remove(service);
  }

  @Override
  public GcReport collect(GcOptions options, GcListener listener) {
    if (!collecting.tryLock()) {
      throw new GcException("a collection is under way already");
    }
    try {
      return collectLocked(options, listener, () -> false);
    } finally {
      leaveCollection();
    }
  }

  private GcReport collectLocked(GcOptions options, GcListener listener, BooleanSupplier enough) {
    Cycle now = continued(options);
    BooleanSupplier pause = pauseAfter(options.timeLimit());
    GcListener counting = new Counting(listener, options.dryRun() ? null : quota);
    boolean ended;
    try {
      ended = now.run(pause, counting, enough);
    } catch (CancelledException e) {
      pausedAt = clock.instant();
      throw e;
    } catch (RuntimeException | Error e) {
      drop();
      throw e;
    }
    GcReport report = now.report(ended);
    last = report;
    if (ended) {
      drop();
    } else {
      pausedAt = clock.instant();
    }
    counting.finished(report);
    return report;
  }

  private BooleanSupplier pauseAfter(Optional<Duration> limit) {
    if (limit.isEmpty()) {
      return () -> closed;
    }
    long end = System.nanoTime() + limit.get().toNanos();
    return () -> closed || System.nanoTime() - end >= 0;
  }

  /** The paused collection, if it is of the same kind and not too old, or a new one. */
  private Cycle continued(GcOptions options) {
    Cycle paused = cycle;
    Instant since = pausedAt;
    if (paused != null
        && since != null
        && !since.plus(settings.keepPaused()).isBefore(clock.instant())
        && paused.options().dryRun() == options.dryRun()
        && paused.options().brokenBlocks() == options.brokenBlocks()) {
      return paused;
    }
    drop();
    return begin(options);
  }

  private Cycle begin(GcOptions options) {
    owners.requireAll();
    BlockSweep sweep = sweeps.begin();
    try {
      Cycle begun =
          new Cycle(
              blocks,
              codecs,
              sweep,
              options,
              new ListenerList(listeners),
              workers,
              settings.threads());
      begun.readRoots(owners);
      cycle = begun;
      return begun;
    } catch (RuntimeException | Error e) {
      sweep.close();
      throw e;
    }
  }

  private void drop() {
    Cycle dropped = cycle;
    cycle = null;
    pausedAt = null;
    if (dropped != null) {
      dropped.close();
    }
  }

  @Override
  public boolean abandon() {
    if (!collecting.tryLock()) {
      throw new GcException("the collection runs: cancel it first");
    }
    try {
      boolean wasPaused = cycle != null;
      drop();
      return wasPaused;
    } finally {
      collecting.unlock();
    }
  }

  @Override
  public GcStatus status() {
    Settings now = settings;
    return new GcStatus(
        phase(),
        now.hasQuota() ? OptionalLong.of(now.maxBytes()) : OptionalLong.empty(),
        now.hasQuota() ? OptionalLong.of(quota.used()) : OptionalLong.empty(),
        owners.known(),
        owners.missing(),
        Optional.ofNullable(last));
  }

  private Phase phase() {
    Cycle now = cycle;
    if (now == null) {
      return Phase.IDLE;
    }
    return collecting.isLocked() ? now.phase() : Phase.PAUSED;
  }

  @Override
  public boolean forgetOwner(String owner) {
    return owners.forget(owner);
  }

  @Override
  public void admit(Multihash block, int bytes) {
    quota.admit(block, bytes, this::makeRoom);
  }

  /** One collects for all that wait; a thread that collects already does not wait for itself. */
  private void makeRoom(long bytes) {
    Duration patience = settings.makeRoom();
    if (collecting.isHeldByCurrentThread()) {
      return;
    }
    try {
      if (!collecting.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("waiting for room for a block");
    }
    try {
      collectForRoom(bytes, patience);
    } finally {
      leaveCollection();
    }
  }

  /**
   * Counts anew first, as the count may be too high. When that and a collection made no room, the
   * next try waits ten times as long as this one took, or a full node would do nothing else.
   */
  private void collectForRoom(long bytes, Duration patience) {
    Instant began = clock.instant();
    if (began.isBefore(nextTry)) {
      return;
    }
    quota.forget();
    if (quota.used() + bytes > settings.highBytes()) {
      makeRoomWithin(patience);
    }
    if (quota.used() + bytes > settings.highBytes()) {
      Instant now = clock.instant();
      Duration rest = Duration.between(began, now).multipliedBy(10);
      nextTry = now.plus(rest.compareTo(MIN_REST) < 0 ? MIN_REST : rest);
    }
  }

  private void makeRoomWithin(Duration patience) {
    try {
      collectLocked(GcOptions.DEFAULTS.within(patience), GcListener.NONE, quota::isLow);
    } catch (CancelledException e) {
      throw e;
    } catch (HeliaException e) {
      LOG.warn("no room could be made for a block", e);
    }
  }

  /** Keeps the quota's count while it passes on what happens. */
  private record Counting(GcListener listener, @Nullable Quota quota) implements GcListener {
    @Override
    public void marked(long blocks) {
      listener.marked(blocks);
    }

    @Override
    public void deleted(Multihash block, long bytes) {
      if (quota != null) {
        quota.freed(bytes);
      }
      listener.deleted(block, bytes);
    }

    @Override
    public void failed(Multihash block, RuntimeException error) {
      listener.failed(block, error);
    }

    @Override
    public void finished(GcReport report) {
      listener.finished(report);
    }
  }
}
