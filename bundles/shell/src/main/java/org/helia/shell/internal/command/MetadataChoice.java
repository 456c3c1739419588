package org.helia.shell.internal.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.api.unixfs.AddMetadata;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** The permissions and times that the options of an add ask for; they are read as Kubo does. */
final class MetadataChoice {
  private static final int OCTAL = 8;
  private static final int DECIMAL = 10;
  private static final long MAX_NANOS = 999_999_999;

  private MetadataChoice() {}

  /**
   * What is to be stored.
   *
   * @param mode a number, octal when it begins with 0
   * @param seconds since 1970
   * @param nanos what is left of a second
   */
  static AddMetadata of(
      boolean preserveMode,
      boolean preserveMtime,
      @Nullable String mode,
      @Nullable Long seconds,
      @Nullable Long nanos) {
    try {
      return new AddMetadata(
          preserveMode,
          preserveMtime,
          mode == null ? OptionalInt.empty() : OptionalInt.of(number(mode)),
          time(seconds, nanos));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static int number(String mode) {
    String digits = mode.toLowerCase(Locale.ROOT);
    boolean octal = digits.startsWith("0");
    try {
      return Integer.parseInt(
          digits.startsWith("0o") ? digits.substring(2) : digits, octal ? OCTAL : DECIMAL);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "option \"--mode\" takes permissions as 0644, not \"%s\"".formatted(mode));
    }
  }

  private static Optional<Instant> time(@Nullable Long seconds, @Nullable Long nanos) {
    if (seconds == null) {
      if (nanos != null) {
        throw new UsageException("option \"--mtime-nsecs\" needs \"--mtime\"");
      }
      return Optional.empty();
    }
    if (nanos != null && (nanos < 0 || nanos > MAX_NANOS)) {
      throw new UsageException(
          "option \"--mtime-nsecs\" is from 0 to %d, not %d".formatted(MAX_NANOS, nanos));
    }
    try {
      return Optional.of(Instant.ofEpochSecond(seconds, nanos == null ? 0 : nanos));
    } catch (DateTimeException e) {
      throw new UsageException(
          "option \"--mtime\" is from %d to %d, not %d"
              .formatted(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond(), seconds));
    }
  }
}
