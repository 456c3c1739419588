package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.pin.PinOptions;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryFilter;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.RecentRoots;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:add}. */
@Command(
    scope = "helia",
    name = "add",
    description = "Add files, directories or standard input",
    detailedDescription =
        "Without a path, or with the path -, standard input is added. The options for the form of the DAG change single values of"
            + " a profile: the one that is named, or unixfs-v0-2015 with --cid-version=0, or unixfs-v1-2025.")
public final class Add extends DagCommand {
  @Option(
      name = "-r",
      aliases = "--recursive",
      description = "Add directories with what is in them")
  private boolean recursive;

  @Option(name = "-q", aliases = "--quiet", description = "Print the CIDs only")
  private boolean quiet;

  @Option(name = "-Q", aliases = "--quieter", description = "Print the last CID only")
  private boolean quieter;

  @Option(name = "--silent", description = "Print nothing")
  private boolean silent;

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Option(
      name = "-n",
      aliases = "--only-hash",
      description = "Only compute the CIDs, store nothing")
  private boolean onlyHash;

  @Option(
      name = "--pin",
      description =
          "Pin what was added, so that repo-gc keeps it; the default. --pin=false does not")
  private @Nullable Boolean pin;

  @Option(name = "--pin-name", description = "What to call the pins")
  private String pinName = "";

  @Option(
      name = "--to-files",
      description =
          "Put what was added into the mutable file system, too: at this path or, with a slash at its end, into this directory")
  @Completion(MfsPathCompleter.class)
  private @Nullable String toFiles;

  @Option(
      name = "-w",
      aliases = "--wrap-with-directory",
      description = "Put everything into one directory")
  private boolean wrap;

  @Option(
      name = "-H",
      aliases = "--hidden",
      description = "With -r: add files and directories whose names begin with a dot, too")
  private boolean hidden;

  @Option(
      name = "--dereference-args",
      description = "Add what a path leads to if the path is a symlink")
  private boolean dereferenceArguments;

  @Option(
      name = "--dereference-symlinks",
      description = "Add what symlinks lead to, also within directories")
  private boolean dereferenceSymlinks;

  @Option(name = "--stdin-name", description = "The name of the file that standard input becomes")
  private String stdinName = "";

  @Option(
      name = "--ignore",
      description = "With -r: leave out what matches, a pattern as in .gitignore; may come again")
  private List<String> ignore = List.of();

  @Option(
      name = "--ignore-rules-path",
      description = "With -r: a file of patterns of what to leave out, as .gitignore")
  @Completion(FileCompleter.class)
  private @Nullable String ignoreRulesPath;

  @Option(
      name = "--include",
      description =
          "With -r: add only files that match, a pattern as in .gitignore; may come again")
  private List<String> include = List.of();

  @Option(
      name = "-E",
      aliases = "--empty-dirs",
      description = "With -r: whether empty directories are added; by default they are")
  private boolean emptyDirectories = true;

  @Option(
      name = "--preserve-mode",
      description = "Store the permissions of files and directories; implies --raw-leaves=false")
  private boolean preserveMode;

  @Option(
      name = "--preserve-mtime",
      description = "Store when each entry was changed; implies --raw-leaves=false")
  private boolean preserveMtime;

  @Option(
      name = "--mode",
      description =
          "Store these permissions for all files and directories, a number that is octal when it begins with 0")
  private @Nullable String mode;

  @Option(
      name = "--mtime",
      description = "Store this time of change for all entries, in seconds since 1970")
  private @Nullable Long mtime;

  @Option(name = "--mtime-nsecs", description = "With --mtime: the nanoseconds of the second")
  private @Nullable Long mtimeNanos;

  @Option(
      name = "--url-max-bytes",
      description = "How large the content of each URL may be, in bytes; by default any size")
  private long urlMaxBytes = Long.MAX_VALUE;

  @Option(
      name = "--url-timeout",
      description = "How long to wait for each piece of a URL, in seconds; by default 30")
  private long urlTimeoutSeconds = AddSource.Web.DEFAULT_TIMEOUT.toSeconds();

  @Argument(
      index = 0,
      name = "path",
      description = "What to add: a file, a directory, an http: or https: URL; - is standard input",
      multiValued = true)
  @Completion(FileCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;
  private final RecentRoots recent;
  private final ExecutorService workers;

  /** Adds to a node. */
  public Add(Helia helia, RecentRoots recent, ExecutorService workers) {
    this.helia = helia;
    this.recent = recent;
    this.workers = workers;
  }

  @Override
  protected void run(Io io) throws IOException {
    AddOptions options = options(io);
    List<AddSource> sources = sources(io);
    Optional<MfsPlace> place = place(sources);
    boolean showProgress =
        progress == null ? io.terminals().err() && !quiet && !quieter && !silent : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      Future<?> total = workers.submit(() -> findTotal(sources, line));
      try {
        add(io, sources, options, line, place);
      } finally {
        total.cancel(true);
      }
    }
  }

  private Optional<MfsPlace> place(List<AddSource> sources) {
    if (toFiles == null) {
      return Optional.empty();
    }
    if (wrap || onlyHash) {
      throw new UsageException(
          "option \"--to-files\" cannot be together with \"%s\""
              .formatted(wrap ? "--wrap-with-directory" : "--only-hash"));
    }
    return Optional.of(MfsPlace.of(helia.mfs(), toFiles, sources));
  }

  private void add(
      Io io,
      List<AddSource> sources,
      AddOptions options,
      ProgressLine line,
      Optional<MfsPlace> place)
      throws IOException {
    AddPrinter printer = new AddPrinter(io, json(), verbosity(), line, added -> keep(added, place));
    List<AddedEntry> roots = helia.unixFs().addAll(sources, options, printer);
    line.clear();
    printer.finish();
    if (!onlyHash) {
      roots.forEach(root -> recent.add(root.cid()));
    }
  }

  /** While the add still holds its blocks, so that no collection comes in between. */
  private void keep(List<AddedEntry> roots, Optional<MfsPlace> place) {
    pin(roots);
    place.ifPresent(target -> target.put(roots));
  }

  private void pin(List<AddedEntry> roots) {
    if (pin == null || pin) {
      PinOptions options = PinOptions.DEFAULTS.named(pinName).fetching(FetchOptions.OFFLINE);
      roots.forEach(root -> helia.pins().add(root.cid(), options, Progress.NONE));
    }
  }

  private AddPrinter.Verbosity verbosity() {
    if (silent) {
      return AddPrinter.Verbosity.NOTHING;
    }
    if (quieter) {
      return AddPrinter.Verbosity.LAST_CID;
    }
    return quiet ? AddPrinter.Verbosity.CIDS : AddPrinter.Verbosity.ALL;
  }

  private AddOptions options(Io io) throws IOException {
    return AddOptions.DEFAULTS
        .withProfile(profile(helia.unixFs()))
        .withWrap(wrap)
        .withFilter(
            new EntryFilter(
                hidden, emptyDirectories, include, IgnoreRules.of(io, ignoreRulesPath, ignore)))
        .withFollowSymlinks(dereferenceSymlinks)
        .withMetadata(metadata())
        .withOnlyHash(onlyHash);
  }

  /** A raw block has no room for metadata; who wants both has to decide. */
  private AddMetadata metadata() {
    AddMetadata metadata = MetadataChoice.of(preserveMode, preserveMtime, mode, mtime, mtimeNanos);
    if (!metadata.isNone() && insistsOnRawLeaves()) {
      throw new UsageException(
          "option \"--raw-leaves\" cannot be together with permissions or times of change");
    }
    return metadata;
  }

  /** Sorted by name, as Kubo adds them: the last one is what {@code -Q} prints. */
  private List<AddSource> sources(Io io) throws IOException {
    if (paths.isEmpty()) {
      return List.of(stdin(io));
    }
    List<AddSource> sources = new ArrayList<>();
    Map<String, Path> byName = new HashMap<>();
    for (String path : paths) {
      if (LocalFiles.isStandardInput(path)) {
        sources.add(stdin(io));
      } else if (WebAddresses.isOne(path)) {
        sources.add(WebAddresses.source(path, urlTimeoutSeconds, urlMaxBytes));
      } else {
        Path file = file(io, path);
        AddSource source = AddSource.path(file);
        if (isNew(byName.put(source.name(), file), file)) {
          sources.add(source);
        }
      }
    }
    sources.sort(Comparator.comparing(AddSource::name));
    return sources;
  }

  private static boolean isNew(@Nullable Path before, Path file) {
    if (before != null && !before.equals(file)) {
      throw new UsageException(
          "%s and %s have the same name; add them one after the other".formatted(before, file));
    }
    return before == null;
  }

  private AddSource stdin(Io io) {
    return AddSource.stream(stdinName, StandardInput.of(io));
  }

  private Path file(Io io, String path) throws IOException {
    Path file = LocalFiles.resolve(io, path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(path);
    }
    if (dereferenceArguments || dereferenceSymlinks) {
      file = file.toRealPath();
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !recursive) {
      throw new UsageException(
          "'%s' is a directory; the option -r adds directories".formatted(path));
    }
    return file;
  }

  /** What rules leave out is not known beforehand, and then no total is better than a wrong one. */
  private void findTotal(List<AddSource> sources, ProgressLine line) {
    if (line.shown() && ignore.isEmpty() && include.isEmpty() && ignoreRulesPath == null) {
      new TreeSize(hidden).ofAll(sources).ifPresent(line::total);
    }
  }
}
