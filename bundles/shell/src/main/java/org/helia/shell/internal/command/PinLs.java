package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.api.pin.NotPinnedException;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.api.pin.PinFilter;
import org.helia.api.pin.PinType;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.Json;

/**
 * {@code helia:pin-ls}. Lists as it finds, so that --stream, which Kubo needs for that, is implied.
 */
@Command(
    scope = "helia",
    name = "pin-ls",
    description = "List what is pinned",
    detailedDescription =
        "Prints each pin as it is found. With paths: why these are pinned; fails when one is not.")
public final class PinLs extends DataCommand {
  private static final Set<String> TYPES =
      Set.of("all", "direct", "indirect", "limited", "recursive");

  @Option(
      name = "-t",
      aliases = "--type",
      description = "Which: direct, recursive, limited, indirect (which reads every block) or all")
  private String type = "all";

  @Option(name = "-q", aliases = "--quiet", description = "Print the CIDs only")
  private boolean quiet;

  @Option(name = "-n", aliases = "--name", description = "Only pins with this in their name")
  private String name = "";

  @Option(name = "--names", description = "Print the names of the pins, too")
  private boolean names;

  @Option(name = "-s", aliases = "--stream", description = "Print each as it is found; always so")
  private boolean stream;

  @Option(name = "--owner", description = "Only pins of this owner")
  private String owner = "";

  @Argument(
      index = 0,
      name = "path",
      description = "The CIDs or paths to look up",
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Lists those of a node. */
  public PinLs(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (!TYPES.contains(type)) {
      throw new PinException(
          "--type is one of all, direct, indirect, limited, recursive, not " + type);
    }
    if (paths.isEmpty()) {
      list(io);
    } else {
      PinPaths.cids(helia, paths).forEach(cid -> lookUp(io, cid));
    }
  }

  private boolean wants(String kind) {
    return type.equals("all") || type.equals(kind);
  }

  private void list(Io io) {
    EnumSet<PinType> types = EnumSet.noneOf(PinType.class);
    for (PinType each : PinType.values()) {
      if (wants(word(each))) {
        types.add(each);
      }
    }
    PinFilter filter =
        new PinFilter(types, name, owner.isEmpty() ? Optional.empty() : Optional.of(owner));
    try (Stream<Pin> pins = helia.pins().list(filter)) {
      pins.forEach(pin -> print(io, pin.cid(), word(pin.type()), pin.name()));
    }
    if (wants("indirect") && name.isEmpty() && owner.isEmpty()) {
      try (Stream<Cid> below = helia.pins().indirect()) {
        below.forEach(cid -> print(io, cid, "indirect", ""));
      }
    }
  }

  private void lookUp(Io io, Cid cid) {
    Pin pin =
        helia
            .pins()
            .whyPinned(cid)
            .filter(found -> wants(found.cid().equals(cid) ? word(found.type()) : "indirect"))
            .orElseThrow(() -> new NotPinnedException(cid, ""));
    boolean own = pin.cid().equals(cid);
    print(io, cid, own ? word(pin.type()) : "indirect through " + pin.cid(), own ? pin.name() : "");
  }

  private static String word(PinType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private void print(Io io, Cid cid, String kind, String pinName) {
    if (json()) {
      io.println(asJson(cid, kind, pinName));
    } else if (quiet) {
      io.println(cid.toString());
    } else {
      io.println(cid + " " + kind + (names && !pinName.isEmpty() ? " " + pinName : ""));
    }
  }

  private static String asJson(Cid cid, String kind, String pinName) {
    try {
      return Json.object(
          json -> {
            json.writeStringField("Cid", cid.toString());
            json.writeStringField("Type", kind);
            json.writeStringField("Name", pinName);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
