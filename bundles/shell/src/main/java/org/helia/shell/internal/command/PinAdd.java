package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinOptions;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:pin-add}. */
@Command(
    scope = "helia",
    name = "pin-add",
    description = "Keep DAGs, so that they are not garbage collected",
    detailedDescription =
        "Fetches what is missing. When it is broken off, the next try goes on from there.")
public final class PinAdd extends DataCommand {
  @Option(
      name = "-r",
      aliases = "--recursive",
      description =
          "Keep everything below, too; the default. --recursive=false keeps the block alone")
  private @Nullable Boolean recursive;

  @Option(name = "-n", aliases = "--name", description = "What to call the pin")
  private String name = "";

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Argument(
      index = 0,
      name = "path",
      description = "The CIDs or paths to pin",
      required = true,
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Pins in a node. */
  public PinAdd(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    boolean deep = recursive == null || recursive;
    PinOptions options = PinOptions.DEFAULTS.named(name).to(deep ? Pin.UNLIMITED : 0);
    PathRoot roots = new PathRoot(helia, fetch.options(timeLimit()));
    for (Cid cid : paths.stream().map(ContentPath::fromArgument).map(roots::of).toList()) {
      add(io, cid, options);
      io.println(
          json()
              ? Json.object(json -> json.writeStringField("Pin", cid.toString()))
              : "pinned %s %s".formatted(cid, deep ? "recursively" : "directly"));
    }
  }

  private void add(Io io, Cid cid, PinOptions options) {
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      helia.pins().add(cid, options.fetching(fetch.options(timeLimit(), line)), line);
    }
  }
}
