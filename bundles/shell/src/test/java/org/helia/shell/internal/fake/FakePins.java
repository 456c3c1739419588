package org.helia.shell.internal.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.NotPinnedException;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.api.pin.PinFilter;
import org.helia.api.pin.PinOptions;
import org.helia.api.pin.PinVerification;
import org.helia.api.pin.Pins;
import org.helia.multiformats.Cid;

/** Pins in a list; nothing is looked at. */
public final class FakePins implements Pins {
  /** What is pinned. */
  public final List<Pin> all = new ArrayList<>();

  /** What is below pins. */
  public final List<Cid> below = new ArrayList<>();

  /** What a verification finds. */
  public final List<BrokenPin> broken = new ArrayList<>();

  /** Why nothing can be pinned; empty when it can. */
  public String refused = "";

  @Override
  public Pin add(Cid cid, PinOptions options, Progress progress) {
    if (!refused.isEmpty()) {
      throw new PinException(refused);
    }
    Pin pin =
        new Pin(
            cid,
            options.depth(),
            options.owner(),
            options.name(),
            options.metadata(),
            Instant.EPOCH,
            options.expiry());
    all.add(pin);
    return pin;
  }

  @Override
  public List<Pin> get(Cid cid) {
    return all.stream().filter(pin -> pin.cid().equals(cid)).toList();
  }

  @Override
  public Stream<Pin> list(PinFilter filter) {
    return all.stream().filter(filter::matches);
  }

  @Override
  public Stream<Cid> indirect() {
    return below.stream();
  }

  @Override
  public Optional<Pin> whyPinned(Cid cid) {
    Optional<Pin> own = get(cid).stream().findFirst();
    return own.isPresent() || !below.contains(cid) ? own : all.stream().findFirst();
  }

  @Override
  public void remove(Cid cid, String owner) {
    if (!all.removeIf(pin -> pin.cid().equals(cid) && pin.owner().equals(owner))) {
      throw new NotPinnedException(cid, owner);
    }
  }

  @Override
  public Pin update(Cid from, Cid to, String owner, boolean keepOld, Progress progress) {
    if (!keepOld) {
      remove(from, owner);
    }
    return add(to, PinOptions.DEFAULTS, progress);
  }

  @Override
  public PinVerification verify(Consumer<BrokenPin> sink, Progress progress) {
    broken.forEach(sink);
    return new PinVerification(all.size(), broken.size(), all.size());
  }
}
