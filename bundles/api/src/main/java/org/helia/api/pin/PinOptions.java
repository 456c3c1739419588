package org.helia.api.pin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.helia.api.block.FetchOptions;

/**
 * How to pin.
 *
 * @param depth as {@link Pin#depth}
 * @param owner as {@link Pin#owner}, at most {@value #MAX_OWNER_BYTES} bytes
 * @param name as {@link Pin#name}, at most {@value #MAX_NAME_BYTES} bytes
 * @param metadata as {@link Pin#metadata}, at most {@value #MAX_METADATA_BYTES} bytes altogether
 * @param expiry as {@link Pin#expiry}
 * @param fetch how blocks are fetched that are missing
 */
public record PinOptions(
    int depth,
    String owner,
    String name,
    Map<String, String> metadata,
    Optional<Instant> expiry,
    FetchOptions fetch) {
  /** The longest owner in UTF-8, in bytes. */
  public static final int MAX_OWNER_BYTES = 128;

  /** The longest name in UTF-8, in bytes, as in Kubo. */
  public static final int MAX_NAME_BYTES = 255;

  /** The most that all keys and values of the metadata may have in UTF-8, in bytes. */
  public static final int MAX_METADATA_BYTES = 65_536;

  /** A recursive pin of the operator's without a name, for ever. */
  public static final PinOptions DEFAULTS =
      new PinOptions(Pin.UNLIMITED, "", "", Map.of(), Optional.empty(), FetchOptions.DEFAULTS);

  /**
   * @throws PinException when something is over its limit
   */
  public PinOptions {
    metadata = Map.copyOf(metadata);
    if (depth < 0) {
      throw new PinException("a pin's depth is 0 or more, not " + depth);
    }
    requireAtMost("owner", bytes(owner), MAX_OWNER_BYTES);
    requireAtMost("name", bytes(name), MAX_NAME_BYTES);
    requireAtMost(
        "metadata",
        metadata.entrySet().stream()
            .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
            .sum(),
        MAX_METADATA_BYTES);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void requireAtMost(String what, long bytes, long limit) {
    if (bytes > limit) {
      throw new PinException(
          "a pin's %s has at most %d bytes, not %d".formatted(what, limit, bytes));
    }
  }

  /** The same with another depth. */
  public PinOptions to(int otherDepth) {
    return new PinOptions(otherDepth, owner, name, metadata, expiry, fetch);
  }

  /** The same with another owner. */
  public PinOptions ownedBy(String otherOwner) {
    return new PinOptions(depth, otherOwner, name, metadata, expiry, fetch);
  }

  /** The same with another name. */
  public PinOptions named(String otherName) {
    return new PinOptions(depth, owner, otherName, metadata, expiry, fetch);
  }

  /** The same with other notes. */
  public PinOptions noting(Map<String, String> otherMetadata) {
    return new PinOptions(depth, owner, name, otherMetadata, expiry, fetch);
  }

  /** The same with an end. */
  public PinOptions until(Instant end) {
    return new PinOptions(depth, owner, name, metadata, Optional.of(end), fetch);
  }

  /** The same with another way to fetch. */
  public PinOptions fetching(FetchOptions otherFetch) {
    return new PinOptions(depth, owner, name, metadata, expiry, otherFetch);
  }
}
