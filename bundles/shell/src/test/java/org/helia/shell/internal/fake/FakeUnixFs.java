package org.helia.shell.internal.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.ExtendedStat;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;

/**
 * Files and directories under the CIDs that a test gives them; remembers what it was asked to add
 * and to get.
 */
public final class FakeUnixFs implements UnixFs {
  private record Node(EntryType type, byte[] content, Map<String, Cid> entries) {}

  private final Map<Cid, Node> nodes = new HashMap<>();

  /** What the next add says it has added. */
  public final List<AddedEntry> toBeAdded = new ArrayList<>();

  /** What was added last, streams read to their ends as "name=content". */
  public final List<String> sources = new ArrayList<>();

  /** Profiles beside those of IPIP-499. */
  public final List<UnixFsProfile> otherProfiles = new ArrayList<>();

  /** How it was added. */
  public AddOptions addOptions = AddOptions.DEFAULTS;

  /** Where the last get went. */
  public Path target = Path.of("");

  /** How the last read was done. */
  public FetchOptions fetchOptions = FetchOptions.DEFAULTS;

  /** Puts a file there. */
  public FakeUnixFs file(String cid, String content) {
    return put(cid, EntryType.FILE, content, Map.of());
  }

  /** Puts a symlink there. */
  public FakeUnixFs symlink(String cid, String target) {
    return put(cid, EntryType.SYMLINK, target, Map.of());
  }

  /** Puts a directory there: name, CID, name, CID, ... */
  public FakeUnixFs directory(String cid, String... namesAndCids) {
    Map<String, Cid> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndCids.length; i += 2) {
      entries.put(namesAndCids[i], Cid.parse(namesAndCids[i + 1]));
    }
    return put(cid, EntryType.DIRECTORY, "", entries);
  }

  private FakeUnixFs put(String cid, EntryType type, String content, Map<String, Cid> entries) {
    nodes.put(Cid.parse(cid), new Node(type, content.getBytes(StandardCharsets.UTF_8), entries));
    return this;
  }

  @Override
  public List<UnixFsProfile> profiles() {
    return Stream.concat(UnixFsProfile.NAMED.stream(), otherProfiles.stream()).toList();
  }

  @Override
  public List<AddedEntry> addAll(List<AddSource> toAdd, AddOptions options, AddListener listener) {
    addOptions = options;
    sources.clear();
    toAdd.forEach(source -> sources.add(text(source)));
    toBeAdded.forEach(
        entry -> {
          listener.read(entry.size());
          listener.added(entry);
        });
    List<AddedEntry> roots = List.of(toBeAdded.get(toBeAdded.size() - 1));
    if (!options.onlyHash()) {
      listener.stored(roots);
    }
    return roots;
  }

  private static String text(AddSource source) {
    if (source instanceof AddSource.Stream stream) {
      try {
        return stream.name() + "=" + new String(stream.in().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UnixFsException("standard input cannot be read", e);
      }
    }
    if (source instanceof AddSource.Web web) {
      return web.name() + "=" + web.url() + " " + web.maxBytes() + " " + web.timeout();
    }
    return ((AddSource.OnDisk) source).path().toString();
  }

  private Node node(Cid cid) {
    Node node = nodes.get(cid);
    if (node == null) {
      throw new UnixFsException("block " + cid + " not found");
    }
    return node;
  }

  private Cid resolve(ContentPath path) {
    Cid cid = path.rootCid();
    for (String segment : path.segments()) {
      Cid next = node(cid).entries().get(segment);
      if (next == null) {
        throw new NoSuchEntryException(cid.toString(), segment);
      }
      cid = next;
    }
    return cid;
  }

  @Override
  public InputStream cat(ContentPath path, ByteRange range, FetchOptions options) {
    Node node = node(resolve(path));
    if (node.type() == EntryType.DIRECTORY) {
      throw new NotAFileException(path.toString(), "a directory");
    }
    int from = (int) Math.min(range.offset(), node.content().length);
    int to =
        (int)
            Math.min(from + Math.min(range.length(), Integer.MAX_VALUE / 2), node.content().length);
    return new ByteArrayInputStream(Arrays.copyOfRange(node.content(), from, to));
  }

  @Override
  public Stream<DirectoryEntry> ls(ContentPath path, FetchOptions options) {
    return node(resolve(path)).entries().entrySet().stream()
        .map(entry -> new DirectoryEntry(entry.getKey(), entry.getValue(), 0));
  }

  @Override
  public UnixFsStat stat(ContentPath path, FetchOptions options) {
    fetchOptions = options;
    Cid cid = resolve(path);
    Node node = node(cid);
    int size = node.content().length;
    return new UnixFsStat(
        cid,
        node.type(),
        size,
        size + 8,
        size + 8,
        node.entries().size(),
        false,
        OptionalInt.empty(),
        Optional.empty());
  }

  @Override
  public void get(ContentPath path, Path to, FetchOptions options, Progress progress) {
    target = to;
    Node node = node(resolve(path));
    if (node.type() == EntryType.FILE) {
      try {
        Files.write(to, node.content());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    progress.advanced(1, node.content().length);
  }

  @Override
  public ExtendedStat extendedStat(ContentPath path, FetchOptions options, Progress progress) {
    UnixFsStat stat = stat(path, options);
    return new ExtendedStat(stat, 0, 1, 1, stat.dagSize(), stat.dagSize());
  }

  @Override
  public TreeEditor edit(Cid root, EditOptions options, BlockWriter blocks) {
    throw new UnsupportedOperationException("the commands edit through MFS only");
  }

  @Override
  public Cid edit(Cid root, EditOptions options, Consumer<TreeEditor> changes) {
    throw new UnsupportedOperationException("the commands edit through MFS only");
  }
}
