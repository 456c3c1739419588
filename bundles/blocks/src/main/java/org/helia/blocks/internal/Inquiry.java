package org.helia.blocks.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.helia.api.block.BlockNotFoundException;
import org.helia.multiformats.Cid;

/** Who was asked for a block, and what went wrong with each. Used by one thread. */
final class Inquiry {
  private final Map<String, Optional<RuntimeException>> asked = new LinkedHashMap<>();

  /** Had an answer, if only that it does not have the block. */
  void answered(String who) {
    asked.put(who, Optional.empty());
  }

  void failed(String who, RuntimeException error) {
    asked.put(who, Optional.of(error));
  }

  /** Starts over: what failed may work now. */
  void restart() {
    asked.clear();
  }

  /** Throws the first failure, if there was any, the others suppressed in it. */
  void throwFailure() {
    List<RuntimeException> failures = asked.values().stream().flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
      throw first;
    }
  }

  /**
   * @param hint what else the reader should know, or nothing
   */
  BlockNotFoundException notFound(Cid cid, String hint) {
    BlockNotFoundException error = new BlockNotFoundException(cid, names() + hint);
    attachTo(error);
    return error;
  }

  void attachTo(Throwable error) {
    asked.values().forEach(cause -> cause.ifPresent(error::addSuppressed));
  }

  private String names() {
    StringJoiner names = new StringJoiner(", ");
    asked.forEach((who, error) -> names.add(error.isPresent() ? who + " (failed)" : who));
    return asked.isEmpty() ? "nobody" : names.toString();
  }
}
