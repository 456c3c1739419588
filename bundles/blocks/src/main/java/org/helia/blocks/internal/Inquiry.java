package org.helia.blocks.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.helia.api.block.BlockNotFoundException;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/** Who was asked for a block, and what went wrong with each. Used by one thread at a time. */
final class Inquiry {
  /**
   * @param note what the reader is told behind the name, or nothing
   */
  private record Answer(String note, @Nullable RuntimeException error) {}

  private static final Answer NO = new Answer("", null);

  private final Map<String, Answer> asked = new LinkedHashMap<>();

  /** Had an answer, if only that it does not have the block. */
  void answered(String who) {
    asked.put(who, NO);
  }

  /** Does not have the block, and says more. */
  void saidNo(String who, BlockNotFoundException more) {
    asked.put(who, new Answer("", more));
  }

  /**
   * Did not answer before the reader's time was over.
   *
   * @param soFar what it had found out
   */
  void late(String who, String soFar) {
    asked.put(who, new Answer(" (no answer in time: " + soFar + ")", null));
  }

  void failed(String who, RuntimeException error) {
    asked.put(who, new Answer(" (failed)", error));
  }

  /** Starts over: what failed may work now. */
  void restart() {
    asked.clear();
  }

  /** Throws the first failure, if there was any, the others suppressed in it. */
  void throwFailure() {
    List<RuntimeException> failures = errors().toList();
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

  private Stream<RuntimeException> errors() {
    return asked.values().stream().map(Answer::error).flatMap(Stream::ofNullable);
  }

  void attachTo(Throwable error) {
    errors().filter(cause -> cause != error).forEach(error::addSuppressed);
  }

  private String names() {
    StringJoiner names = new StringJoiner(", ");
    asked.forEach((who, answer) -> names.add(who + answer.note()));
    return asked.isEmpty() ? "nobody" : names.toString();
  }
}
