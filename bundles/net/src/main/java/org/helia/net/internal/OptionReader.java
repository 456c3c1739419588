package org.helia.net.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.peer.Network;

/**
 * Reads options and notes what is wrong with them. One wrong value must not take the node off the
 * network: a wrong element is left out, a number that is out of its range becomes the nearest in
 * it. Only a denied network that cannot be read denies everything, as nobody knows whom it was to
 * keep out.
 */
final class OptionReader {
  private static final List<Network> EVERYBODY =
      List.of(Network.parse("0.0.0.0/0"), Network.parse("::/0"));

  private final List<String> problems = new ArrayList<>();

  /** What was wrong so far, one sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Notes that an option is wrong, what it must be, and what is done instead. */
  void wrong(String option, String expected, String instead) {
    problems.add("%s of %s must be %s; %s".formatted(option, NetConfig.PID, expected, instead));
  }

  /** Lists come as such or, from {@code .cfg} files, as one text with commas. */
  static List<String> split(String... texts) {
    return Arrays.stream(texts)
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  List<Multiaddr> addresses(String option, String... texts) {
    return parse(option, "addresses: ", Multiaddr::parse, "it is left out", texts);
  }

  List<Network> networks(String option, String... texts) {
    return parse(option, "", Network::parse, "it is left out", texts);
  }

  /** Networks to keep apart from: all of them when one cannot be read. */
  List<Network> denied(String option, String... texts) {
    int before = problems.size();
    List<Network> read =
        parse(
            option,
            "",
            Network::parse,
            "nobody is dialled or let in until that is put right",
            texts);
    return problems.size() == before ? read : EVERYBODY;
  }

  private <T> List<T> parse(
      String option, String expected, Function<String, T> parser, String instead, String... texts) {
    List<T> all = new ArrayList<>();
    for (String text : split(texts)) {
      try {
        all.add(parser.apply(text));
      } catch (IllegalArgumentException e) {
        wrong(option, expected + e.getMessage(), instead);
      }
    }
    return all;
  }

  Duration millis(String option, long value, long min) {
    return Duration.ofMillis(inRange(option, value, min, NetConfig.MAX_MILLIS));
  }

  int count(String option, long value) {
    return (int) inRange(option, value, 0, NetConfig.MAX_COUNT);
  }

  long inRange(String option, long value, long min, long max) {
    long nearest = Math.min(Math.max(value, min), max);
    if (value != nearest) {
      wrong(
          option,
          "from %d to %d, not %d".formatted(min, max, value),
          "%d is taken".formatted(nearest));
    }
    return nearest;
  }
}
