package org.helia.multiformats.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.helia.multiformats.Multicodec;

/** The registry as this bundle carries it, read when this class is first used. */
public final class MulticodecTable {
  private static final String RESOURCE = "/org/helia/multiformats/multicodec.csv";
  private static final List<Multicodec> ROWS = read();

  /** The entries by code. */
  public static final Map<Long, Multicodec> BY_CODE =
      ROWS.stream().collect(toUnmodifiableMap(Multicodec::code, identity()));

  /** The entries by name. */
  public static final Map<String, Multicodec> BY_NAME =
      ROWS.stream().collect(toUnmodifiableMap(Multicodec::name, identity()));

  private MulticodecTable() {}

  private static List<Multicodec> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(MulticodecTable.class.getResourceAsStream(RESOURCE), RESOURCE),
                UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(MulticodecTable::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }

  private static Multicodec row(String line) {
    String[] cells = line.split(",", 4);
    return new Multicodec(cells[0], cells[1], Long.decode(cells[2]), cells[3]);
  }
}
