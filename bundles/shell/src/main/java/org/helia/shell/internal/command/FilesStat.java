package org.helia.shell.internal.command;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code helia:files-stat}. */
@Command(
    scope = "helia",
    name = "files-stat",
    description = "Show what is at a path of the mutable file system",
    detailedDescription =
        "--format may name <hash>, <size>, <cumulsize>, <type>, <childs>, <mode>, <mode-octal>, <mtime>, <mtime-secs>,"
            + " <mtime-nsecs>.")
public final class FilesStat extends DataCommand {
  private static final String NOT_SET = "not set";
  private static final String DEFAULT_FORMAT =
      String.join(
          "\n",
          "<hash>",
          "Size: <size>",
          "CumulativeSize: <cumulsize>",
          "ChildBlocks: <childs>",
          "Type: <type>",
          "Mode: <mode> (<mode-octal>)",
          "Mtime: <mtime>");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Option(name = "--format", description = "What to print, with tokens as <hash>")
  private @Nullable String format;

  @Option(name = "--hash", description = "Print the CID only")
  private boolean hash;

  @Option(name = "--size", description = "Print the size of the whole DAG only")
  private boolean size;

  @Option(
      name = "--with-local",
      description = "Find out how much of it the node has, which reads all of that")
  private boolean withLocal;

  @Argument(index = 0, name = "path", description = "The file or directory", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Looks at files of a node. */
  public FilesStat(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if ((hash ? 1 : 0) + (size ? 1 : 0) + (format == null ? 0 : 1) > 1) {
      throw new UsageException("only one of --hash, --size and --format can be given");
    }
    UnixFsStat stat = helia.mfs().stat(path, FetchOptions.DEFAULTS);
    ExtendedStat local =
        withLocal
            ? helia
                .unixFs()
                .extendedStat(ContentPath.of(stat.cid()), FetchOptions.OFFLINE, Progress.NONE)
            : null;
    if (json()) {
      io.println(asJson(stat, local));
      return;
    }
    io.println(text(stat));
    if (local != null) {
      io.println(localText(stat, local));
    }
  }

  private String text(UnixFsStat stat) {
    String text = format == null ? DEFAULT_FORMAT : format;
    text = hash ? "<hash>" : size ? "<cumulsize>" : text;
    Instant mtime = stat.mtime().orElse(null);
    return text.replace("<hash>", stat.cid().toString())
        .replace("<size>", Long.toString(stat.size()))
        .replace("<cumulsize>", Long.toString(stat.dagSize()))
        .replace("<childs>", Integer.toString(stat.links()))
        .replace("<type>", type(stat))
        .replace("<mode>", stat.mode().isPresent() ? letters(stat.mode().getAsInt()) : NOT_SET)
        .replace("<mode-octal>", stat.mode().isPresent() ? octal(stat) : NOT_SET)
        .replace("<mtime>", mtime == null ? NOT_SET : TIME.format(mtime))
        .replace("<mtime-secs>", mtime == null ? NOT_SET : Long.toString(mtime.getEpochSecond()))
        .replace("<mtime-nsecs>", mtime == null ? NOT_SET : Integer.toString(mtime.getNano()));
  }

  /** A symbolic link is a file, as with Kubo. */
  private static String type(UnixFsStat stat) {
    return stat.type() == EntryType.DIRECTORY ? "directory" : "file";
  }

  private static String octal(UnixFsStat stat) {
    return "0" + Integer.toOctalString(stat.mode().orElse(0) & 0777);
  }

  /** As {@code ls -l} shows permissions. */
  private static String letters(int mode) {
    StringBuilder text = new StringBuilder("-");
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "rwx".charAt((8 - bit) % 3) : '-');
    }
    return text.toString();
  }

  private static String localText(UnixFsStat stat, ExtendedStat local) {
    double percent = 100.0 * local.localSize() / Math.max(1, stat.dagSize());
    return String.format(
        Locale.ROOT,
        "Local: %s of %s (%.2f%%)",
        Sizes.human(local.localSize()),
        Sizes.human(stat.dagSize()),
        percent);
  }

  private static String asJson(UnixFsStat stat, @Nullable ExtendedStat local) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Hash", stat.cid().toString());
          json.writeNumberField("Size", stat.size());
          json.writeNumberField("CumulativeSize", stat.dagSize());
          json.writeNumberField("Blocks", stat.links());
          json.writeStringField("Type", type(stat));
          if (local != null) {
            json.writeBooleanField("WithLocality", true);
            json.writeBooleanField("Local", local.local());
            json.writeNumberField("SizeLocal", local.localSize());
          }
          if (stat.mode().isPresent()) {
            json.writeStringField("Mode", "%04o".formatted(stat.mode().getAsInt()));
          }
          if (stat.mtime().isPresent()) {
            json.writeNumberField("Mtime", stat.mtime().get().getEpochSecond());
            json.writeNumberField("MtimeNsecs", stat.mtime().get().getNano());
          }
        });
  }
}
