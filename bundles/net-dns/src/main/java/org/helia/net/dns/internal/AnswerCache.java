package org.helia.net.dns.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.net.DnsAnswer;

/** Answers until their time is over; of too many, those used longest ago are dropped. */
final class AnswerCache {
  private final int max;
  private final Duration maxTimeToLive;
  private final InstantSource clock;
  private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What was asked.
   *
   * @param type as in "TXT"
   */
  record Question(String name, String type) {}

  private record Kept(List<?> records, Instant end) {}

  /**
   * @param max how many answers
   * @param maxTimeToLive how long, whatever they say
   */
  AnswerCache(int max, Duration maxTimeToLive, InstantSource clock) {
    this.max = max;
    this.maxTimeToLive = maxTimeToLive;
    this.clock = clock;
  }

  /** A kept answer, with the time that it still has. */
  synchronized <T> Optional<DnsAnswer<T>> get(Question question, Class<T> type) {
    Kept found = kept.get(question);
    if (found == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), found.end());
    if (left.isNegative() || left.isZero()) {
      kept.remove(question);
      return Optional.empty();
    }
    return Optional.of(new DnsAnswer<>(found.records().stream().map(type::cast).toList(), left));
  }

  /**
   * Keeps an answer.
   *
   * @return it, with the time that it is kept
   */
  synchronized <T> DnsAnswer<T> put(Question question, DnsAnswer<T> answer) {
    Duration time =
        answer.timeToLive().compareTo(maxTimeToLive) < 0 ? answer.timeToLive() : maxTimeToLive;
    if (!time.isZero()) {
      kept.put(question, new Kept(answer.records(), clock.instant().plus(time)));
      if (kept.size() > max) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return new DnsAnswer<>(answer.records(), time);
  }
}
