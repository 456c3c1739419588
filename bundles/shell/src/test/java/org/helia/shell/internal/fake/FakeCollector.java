package org.helia.shell.internal.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.gc.GcStatus;
import org.helia.multiformats.Multihash;

/** Tells of the removal of blocks of a list. */
public final class FakeCollector implements GarbageCollector {
  /** What a collection finds. */
  public final List<Multihash> garbage = new ArrayList<>();

  /** The options of each collection. */
  public final List<GcOptions> collections = new ArrayList<>();

  /** The quota. */
  public OptionalLong maxBytes = OptionalLong.empty();

  @Override
  public GcReport collect(GcOptions options, GcListener listener) {
    collections.add(options);
    garbage.forEach(block -> listener.deleted(block, 10));
    return new GcReport(
        true,
        options.dryRun(),
        1,
        7,
        garbage.size(),
        garbage.size() * 10L,
        0,
        0,
        Duration.ofMillis(1));
  }

  @Override
  public boolean abandon() {
    return false;
  }

  @Override
  public GcStatus status() {
    return new GcStatus(
        GcStatus.Phase.IDLE, maxBytes, maxBytes, Set.of("pins"), Set.of(), Optional.empty());
  }

  @Override
  public boolean forgetOwner(String owner) {
    return owner.equals("mfs");
  }
}
