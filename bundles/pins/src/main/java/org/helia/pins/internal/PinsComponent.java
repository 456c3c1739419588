package org.helia.pins.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockGuard;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.Hashers;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BlockRoots;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.NotPinnedException;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinFilter;
import org.helia.api.pin.PinOptions;
import org.helia.api.pin.PinVerification;
import org.helia.api.pin.Pins;
import org.helia.api.store.Datastore;
import org.helia.api.store.Datastores;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.LocalDag;
import org.helia.platform.Workers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The pins of the node. */
@Component(
    service = {Pins.class, BlockRoots.class, BlockGuard.class},
    configurationPid = PinsConfig.PID,
    immediate = true)
@Designate(ocd = PinsConfig.class)
public final class PinsComponent implements Pins, BlockRoots, BlockGuard {
  private static final String NAME = "pins";

  private final Blocks blocks;
  private final Codecs codecs;
  private final Hashers hashers;
  private final InstantSource clock;
  private final PinRecords records;
  private final Unfinished unfinished;
  private final PinnedBlocks pinned;
  private final ExecutorService workers = Workers.open("helia-pins", PinsConfig.MAX_THREADS);
  private volatile Settings settings;

  /** Pins in the datastore that is in use. */
  @Activate
  public PinsComponent(
      @Reference Blocks blocks,
      @Reference Codecs codecs,
      @Reference Hashers hashers,
      @Reference Datastores datastores,
      PinsConfig config) {
    this(
        blocks,
        codecs,
        hashers,
        datastores.open(NAME),
        InstantSource.system(),
        Settings.of(config));
  }

  PinsComponent(
      Blocks blocks,
      Codecs codecs,
      Hashers hashers,
      Datastore store,
      InstantSource clock,
      Settings settings) {
    this.blocks = blocks;
    this.codecs = codecs;
    this.hashers = hashers;
    this.clock = clock;
    this.records = new PinRecords(store);
    this.unfinished = new Unfinished(store);
    this.pinned = new PinnedBlocks(records, blocks, codecs, clock);
    this.settings = settings;
  }

  /** Takes over a changed configuration, from the next call on. */
  @Modified
  void configure(PinsConfig config) {
    settings = Settings.of(config);
  }

  @Deactivate
  void close() {
    workers.shutdownNow();
  }

  @Override
  public Pin add(Cid cid, PinOptions options, Progress progress) {
    String owner = options.owner();
    try (BlockWriter writer = blocks.writer()) {
      PinWalk walk = walk(cid, owner, options.fetch(), writer, progress);
      walk.run(List.of(cid), options.depth(), workers, settings.threads());
      Pin pin = pin(cid, options);
      writer.commit();
      records.put(pin);
      pinned.added();
      unfinished.forget(cid, owner);
      return pin;
    }
  }

  private PinWalk walk(
      Cid cid, String owner, FetchOptions fetch, BlockWriter writer, Progress progress) {
    return new PinWalk(
        blocks,
        codecs,
        cid,
        fetch,
        writer,
        unfinished.of(cid, owner, writer::keepDag, clock, settings.resume()),
        part -> note(cid, owner, part, writer),
        progress);
  }

  /** A note must not outlive the blocks that it speaks of. */
  private void note(Cid cid, String owner, Cid part, BlockWriter writer) {
    writer.commit();
    unfinished.add(cid, owner, part, clock.instant());
  }

  private Pin pin(Cid cid, PinOptions options) {
    return new Pin(
        cid,
        options.depth(),
        options.owner(),
        options.name(),
        options.metadata(),
        clock.instant(),
        options.expiry());
  }

  @Override
  public List<Pin> get(Cid cid) {
    Instant now = clock.instant();
    return records.of(cid).stream().filter(pin -> !pin.isExpired(now)).toList();
  }

  @Override
  public Stream<Pin> list(PinFilter filter) {
    return present().filter(filter::matches);
  }

  /** Those that are over leave at this occasion. */
  private Stream<Pin> present() {
    Instant now = clock.instant();
    return records
        .all()
        .filter(
            pin -> {
              boolean over = pin.isExpired(now);
              if (over) {
                records.deleteExpired(pin, now);
              }
              return !over;
            });
  }

  @Override
  public Stream<Cid> indirect() {
    LocalDag dag = new LocalDag(blocks, codecs, false);
    return present()
        .filter(pin -> pin.depth() > 0)
        .flatMap(pin -> dag.blocks(pin.cid(), pin.depth()).filter(cid -> !cid.equals(pin.cid())));
  }

  @Override
  public Optional<Pin> whyPinned(Cid cid) {
    Optional<Pin> own = get(cid).stream().findFirst();
    return own.isPresent() ? own : pinned.why(cid.multihash());
  }

  @Override
  public void remove(Cid cid, String owner) {
    known(cid, owner);
    records.delete(cid, owner);
  }

  private Pin known(Cid cid, String owner) {
    return records
        .get(cid, owner)
        .filter(pin -> !pin.isExpired(clock.instant()))
        .orElseThrow(() -> new NotPinnedException(cid, owner));
  }

  @Override
  public Pin update(Cid from, Cid to, String owner, boolean keepOld, Progress progress) {
    Pin old = known(from, owner);
    PinOptions options =
        PinOptions.DEFAULTS.to(old.depth()).ownedBy(owner).named(old.name()).noting(old.metadata());
    PinOptions lasting = old.expiry().map(options::until).orElse(options);
    if (old.depth() != Pin.UNLIMITED) {
      return addThenRemove(old, to, lasting, keepOld, progress);
    }
    try (BlockWriter writer = blocks.writer()) {
      Collection<Cid> parts =
          new DagDifference(blocks, codecs, writer).partsNotIn(from, to, lasting.fetch());
      PinWalk walk = walk(to, owner, lasting.fetch(), writer, progress);
      walk.run(parts, Pin.UNLIMITED, workers, settings.threads());
      Pin pin = pin(to, lasting);
      writer.commit();
      record(old, pin, keepOld);
      unfinished.forget(to, owner);
      return pin;
    }
  }

  /** What is below a depth-limited pin says nothing about what is below another. */
  private Pin addThenRemove(
      Pin old, Cid to, PinOptions options, boolean keepOld, Progress progress) {
    Pin pin = add(to, options, progress);
    if (!keepOld && !old.cid().equals(to)) {
      records.delete(old.cid(), old.owner());
    }
    return pin;
  }

  /** The old pin must have been there all the time, or what both have may be gone. */
  private void record(Pin old, Pin pin, boolean keepOld) {
    known(old.cid(), old.owner());
    if (keepOld || old.cid().equals(pin.cid())) {
      records.put(pin);
    } else {
      records.replace(old, pin);
    }
    pinned.added();
  }

  @Override
  public PinVerification verify(Consumer<BrokenPin> broken, Progress progress) {
    try (Stream<Pin> pins = present()) {
      return new PinVerifier(blocks, codecs, hashers, broken, progress).run(pins);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Stream<BlockRoot> roots() {
    Stream<BlockRoot> pins =
        present().map(pin -> new BlockRoot(pin.cid(), pin.depth(), "pin " + pin.cid()));
    Stream<BlockRoot> parts =
        unfinished
            .parts(clock.instant(), settings.resume())
            .map(part -> BlockRoot.dag(part, "unfinished pin part " + part));
    return Stream.concat(pins, parts);
  }

  @Override
  public Optional<String> reasonToStay(Multihash block) {
    Optional<String> reason = pinned.why(block).map(pin -> reason(pin, block));
    return reason.isPresent() || !isOfUnfinishedPart(block)
        ? reason
        : Optional.of("part of a pin that was begun and may be gone on with");
  }

  private boolean isOfUnfinishedPart(Multihash block) {
    LocalDag dag = new LocalDag(blocks, codecs, true);
    try (Stream<Cid> parts = unfinished.parts(clock.instant(), settings.resume())) {
      return parts
          .flatMap(part -> dag.blocks(part, Pin.UNLIMITED))
          .anyMatch(cid -> cid.multihash().equals(block));
    }
  }

  private static String reason(Pin pin, Multihash block) {
    if (!pin.cid().multihash().equals(block)) {
      return "pinned indirectly, below " + pin.cid();
    }
    return switch (pin.type()) {
      case DIRECT -> "pinned directly";
      case LIMITED -> "pinned to a depth of " + pin.depth();
      case RECURSIVE -> "pinned recursively";
    };
  }

  /** A configuration that has been checked. */
  record Settings(int threads, Duration resume) {
    static Settings of(PinsConfig config) {
      return new Settings(
          (int) inRange("threads", config.threads(), 1, PinsConfig.MAX_THREADS),
          Duration.ofHours(
              inRange("resumeHours", config.resumeHours(), 0, PinsConfig.MAX_RESUME_HOURS)));
    }

    private static long inRange(String option, long value, long min, long max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            "%s of %s must be from %d to %d, not %d"
                .formatted(option, PinsConfig.PID, min, max, value));
      }
      return value;
    }
  }
}
