package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.helia.api.CancelledException;
import org.helia.api.block.BlockWriter;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnsafeNameException;
import org.helia.platform.Workers;
import org.helia.unixfs.internal.disk.DiskNames;
import org.helia.unixfs.internal.format.Metadata;

/** Adds the sources of one call. One thread uses it. */
public final class Adder implements AutoCloseable {
  /** Pieces of work that may be under way, most of them finished and waiting for their turn. */
  private static final int MAX_TASKS = 512;

  /** Chunks that may be in memory for each core, unless they are small. */
  private static final int CHUNKS_PER_CORE = 4;

  /** What may be in memory even if that is many chunks, in bytes. */
  private static final long MIN_WINDOW_BYTES = 4L * 1024 * 1024;

  private final boolean wrap;
  private final Reports reports;
  private final OrderedPipeline pipeline;
  private final DirectoryWriter directories;
  private final FileAdder files;
  private final MetadataRule metadata;
  private final TreeAdder trees;

  /**
   * @param blocks neither committed nor closed here
   */
  public Adder(
      BlockWriter blocks, ExecutorService workers, AddOptions options, AddListener listener) {
    UnixFsProfile profile = effective(options);
    NodeWriter nodes = new NodeWriter(blocks, profile);
    wrap = options.wrap();
    reports = new Reports(listener);
    pipeline = new OrderedPipeline(workers, MAX_TASKS, windowBytes(profile), "adding");
    directories = new DirectoryWriter(nodes, profile);
    files = new FileAdder(pipeline, nodes, profile, listener);
    metadata = new MetadataRule(options.metadata());
    trees = new TreeAdder(pipeline, nodes, files, directories, options, metadata, reports);
  }

  /** Where there is something to say about a file its leaves are wrapped, as with Kubo. */
  private static UnixFsProfile effective(AddOptions options) {
    return options.metadata().isNone()
        ? options.profile()
        : options.profile().toBuilder().rawLeaves(false).build();
  }

  private static long windowBytes(UnixFsProfile profile) {
    long chunks = (long) CHUNKS_PER_CORE * Workers.parallelism();
    return Math.max(MIN_WINDOW_BYTES, chunks * profile.chunker().maxBytes());
  }

  /** Stores everything. What is returned is complete, but not durable yet. */
  public List<AddedEntry> addAll(List<AddSource> sources) {
    return wrap ? List.of(addWrapped(sources)) : addRoots(sources);
  }

  private List<AddedEntry> addRoots(List<AddSource> sources) {
    Roots roots = new Roots(reports, new ArrayList<>(sources.size()));
    for (AddSource source : sources) {
      add(source, nameOf(source), roots);
    }
    pipeline.finish();
    return List.copyOf(roots.added());
  }

  private AddedEntry addWrapped(List<AddSource> sources) {
    Wrapper wrapper = new Wrapper(reports);
    List<String> names = sources.stream().map(Adder::nameOf).toList();
    names.forEach(wrapper::reserve);
    for (int i = 0; i < names.size(); i++) {
      add(sources.get(i), names.get(i), wrapper);
    }
    pipeline.finish();
    return reports.added(
        "", EntryType.DIRECTORY, directories.write(wrapper.entries, metadata.given()));
  }

  private void add(AddSource source, String name, Parent parent) {
    if (source instanceof AddSource.OnDisk onDisk) {
      trees.add(onDisk.path(), name, parent);
    } else if (source instanceof AddSource.Stream stream) {
      String what = "the stream " + (name.isEmpty() ? "to add" : name);
      addStream(stream.in(), what, name, metadata.given(), parent);
    } else if (source instanceof AddSource.Web web) {
      addWeb(web, name, parent);
    }
  }

  private void addWeb(AddSource.Web source, String name, Parent parent) {
    WebContent content = WebContent.open(source);
    try (InputStream body = content.body()) {
      Metadata own = metadata.ofWeb(content.lastModified());
      addStream(body, source.url().toString(), name, own, parent);
    } catch (IOException e) {
      throw new UnixFsException("cannot read %s: %s".formatted(source.url(), e), e);
    }
  }

  private void addStream(InputStream in, String what, String name, Metadata own, Parent parent) {
    try {
      files.addStream(in, own, root -> parent.added(name, EntryType.FILE, root));
    } catch (InterruptedIOException e) {
      throw CancelledException.interrupted("reading " + what);
    } catch (IOException e) {
      throw new UnixFsException("cannot read %s: %s".formatted(what, e), e);
    }
  }

  /** The JDK may have spoilt the name of a path, but not the path itself. */
  private static String nameOf(AddSource source) {
    return source instanceof AddSource.OnDisk onDisk && onDisk.equals(AddSource.path(onDisk.path()))
        ? DiskNames.nameOf(onDisk.path().toAbsolutePath().normalize())
        : source.name();
  }

  /** Gives up what is under way and waits until nothing runs any more. */
  @Override
  public void close() {
    pipeline.close();
    files.close();
  }

  /** The add itself: its entries are its results. */
  private record Roots(Reports reports, List<AddedEntry> added) implements Parent {
    @Override
    public String pathOf(String name) {
      return name;
    }

    @Override
    public void added(String name, EntryType type, DagRoot root) {
      added.add(reports.added(name, type, root));
    }
  }

  /** The directory that wraps the sources. */
  private static final class Wrapper implements Parent {
    private final Reports reports;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    Wrapper(Reports reports) {
      this.reports = reports;
    }

    void reserve(String name) {
      if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
        throw new UnsafeNameException(name, "the wrapping directory");
      }
      if (!name.isEmpty() && !names.add(name)) {
        throw new UnixFsException(
            "two sources are named '%s', which one directory cannot have".formatted(name));
      }
    }

    @Override
    public String pathOf(String name) {
      return name;
    }

    /** What has no name is named after its CID, as Kubo does. */
    @Override
    public void added(String name, EntryType type, DagRoot root) {
      String entry = name;
      if (name.isEmpty()) {
        entry = root.cid().toString();
        reserve(entry);
      }
      reports.added(entry, type, root);
      entries.add(new Entry(entry, root));
    }
  }
}
