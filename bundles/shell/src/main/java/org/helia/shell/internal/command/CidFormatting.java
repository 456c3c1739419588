package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** {@code helia:cid-format}. */
@Command(
    scope = "helia",
    name = "cid-format",
    description = "Convert CIDs and print parts of them",
    detailedDescription =
        "Without arguments the CIDs are the lines of standard input. The format: "
            + CidPattern.HELP)
public final class CidFormatting extends DataCommand {
  @Option(name = "-f", description = "The format of a line")
  private String format = "%s";

  @Option(name = "-v", description = "The version to convert to: 0 or 1")
  private @Nullable String version;

  @Option(name = "--mc", description = "The codec to convert to")
  private @Nullable String codec;

  @Option(name = "-b", description = "The multibase to print in, by name or prefix")
  private @Nullable String base;

  @Argument(index = 0, name = "cid", description = "CIDs", multiValued = true)
  private List<String> cids = List.of();

  @Override
  protected void run(Io io) throws IOException {
    if (version != null && !version.equals("0") && !version.equals("1")) {
      throw new UsageException("a CID version is 0 or 1, not \"" + version + "\"");
    }
    Multibase wanted = base == null ? null : base(base);
    Long code = codec == null ? null : CodecNames.code(codec);
    CidPattern pattern = new CidPattern(format);
    EachCid.print(
        io,
        cids,
        json(),
        cid -> {
          Cid converted = converted(cid, code, wanted);
          Multibase in =
              wanted != null
                  ? wanted
                  : converted.version() == 0 ? Multibase.BASE58BTC : Multibase.BASE32;
          return pattern.format(converted, in);
        });
  }

  /** A CIDv0 has no multibase but base58btc: to be printed in another it becomes a CIDv1. */
  private Cid converted(Cid cid, @Nullable Long code, @Nullable Multibase wanted) {
    Multihash hash = cid.multihash();
    Cid recoded = code == null || code == cid.codec() ? cid : Cid.v1(code, hash);
    if ("0".equals(version)) {
      if (wanted != null && wanted != Multibase.BASE58BTC) {
        throw new MultiformatsException(
            "a CIDv0 is printed in base58btc only, not in " + wanted.registeredName());
      }
      return recoded.toV0();
    }
    boolean toV1 = version != null || (wanted != null && wanted != Multibase.BASE58BTC);
    return toV1 ? recoded.toV1() : recoded;
  }

  private static Multibase base(String name) {
    return Multibase.byName(name.toLowerCase(Locale.ROOT))
        .or(() -> byPrefix(name))
        .orElseThrow(() -> new UsageException("unknown multibase \"" + name + "\""));
  }

  private static Optional<Multibase> byPrefix(String name) {
    return Arrays.stream(Multibase.values())
        .filter(each -> name.equals(Character.toString(each.prefix())))
        .findFirst();
  }
}
