package org.helia.api.pin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.helia.multiformats.Cid;

/**
 * A DAG that the node keeps.
 *
 * @param cid its root
 * @param depth how many steps its links are followed: 0 for a direct pin, {@link #UNLIMITED} for a
 *     recursive one
 * @param owner whose pin it is; different owners pin a CID independently. Empty for the operator's
 * @param name what people call it; empty for none
 * @param metadata further notes of the owner
 * @param created when it was added
 * @param expiry when it goes by itself; empty for never
 */
public record Pin(
    Cid cid,
    int depth,
    String owner,
    String name,
    Map<String, String> metadata,
    Instant created,
    Optional<Instant> expiry) {
  /** The depth of a recursive pin. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Keeps its own copy of the notes. */
  public Pin {
    metadata = Map.copyOf(metadata);
  }

  /** What kind of pin it is. */
  public PinType type() {
    return switch (depth) {
      case 0 -> PinType.DIRECT;
      case UNLIMITED -> PinType.RECURSIVE;
      default -> PinType.LIMITED;
    };
  }

  /** Whether it is over at a time. */
  public boolean isExpired(Instant now) {
    return expiry.isPresent() && !expiry.get().isAfter(now);
  }
}
