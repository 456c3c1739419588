package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.util.Locale;

/**
 * Names the directory that a block's file is in: some characters of the file's name.
 *
 * @param kind which characters
 * @param length how many
 * @see <a href="https://github.com/ipfs/go-ds-flatfs/blob/master/shard.go">shard functions of
 *     flatfs</a>
 */
record ShardFunction(Kind kind, int length) {
  /** What Kubo uses and new stores get. */
  static final ShardFunction DEFAULT = new ShardFunction(Kind.NEXT_TO_LAST, 2);

  /** More characters than this would give more directories than a disk has files. */
  static final int MAX_LENGTH = 16;

  private static final String PREFIX = "/repo/flatfs/shard/v1/";
  private static final String PADDING = "_".repeat(MAX_LENGTH + 1);

  /** Which characters of a name are taken. */
  enum Kind {
    /** The first ones. */
    PREFIX,
    /** The last ones. */
    SUFFIX,
    /** Those before the very last one. */
    NEXT_TO_LAST;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    private static Kind of(String text, String line) throws IOException {
      for (Kind kind : values()) {
        if (kind.text.equals(text)) {
          return kind;
        }
      }
      throw unknown(line);
    }
  }

  /**
   * Reads the line that names a function.
   *
   * @throws IOException when it is none that we know
   */
  static ShardFunction parse(String text) throws IOException {
    String line = text.strip();
    String[] parts =
        line.startsWith(PREFIX) ? line.substring(PREFIX.length()).split("/", -1) : null;
    if (parts == null || parts.length != 2) {
      throw unknown(line);
    }
    return new ShardFunction(Kind.of(parts[0], line), length(parts[1], line));
  }

  private static int length(String text, String line) throws IOException {
    try {
      int length = Integer.parseInt(text);
      if (length >= 1 && length <= MAX_LENGTH) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Not a number is as unknown as a number out of range.
    }
    throw unknown(line);
  }

  private static IOException unknown(String line) {
    String shown = line.length() <= 80 ? line : line.substring(0, 80) + "…";
    return new IOException(
        "unknown shard function '%s': expected %s followed by prefix, suffix or next-to-last and a length of 1 to %d"
            .formatted(shown, PREFIX, MAX_LENGTH));
  }

  /** The directory for a file name without its extension; short names are padded with "_". */
  String shardOf(String name) {
    return switch (kind) {
      case PREFIX -> (name + PADDING).substring(0, length);
      case SUFFIX -> endOf(name, length);
      case NEXT_TO_LAST -> endOf(name, length + 1).substring(0, length);
    };
  }

  private static String endOf(String name, int count) {
    return name.length() >= count
        ? name.substring(name.length() - count)
        : PADDING.substring(0, count - name.length()) + name;
  }

  /** The line that names the function. */
  @Override
  public String toString() {
    return PREFIX + kind.text + "/" + length;
  }
}
