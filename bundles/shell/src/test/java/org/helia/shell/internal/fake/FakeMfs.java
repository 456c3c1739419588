package org.helia.shell.internal.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.Mfs;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;

/** Entries that a test gives it; remembers what it was asked to change. */
public final class FakeMfs implements Mfs {
  /** A CID for everything. */
  public static final Cid CID =
      Cid.parse("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");

  private final Map<String, UnixFsStat> stats = new LinkedHashMap<>();
  private final Map<String, List<String>> directories = new LinkedHashMap<>();

  /** What was asked for, one text a change. */
  public final List<String> calls = new ArrayList<>();

  /** How the last change was to be made. */
  public MfsOptions options = MfsOptions.DEFAULTS;

  /** The content of every file. */
  public String content = "";

  /** Starts with an empty root. */
  public FakeMfs() {
    directory("/");
  }

  /** Puts a directory there. */
  public FakeMfs directory(String path, String... names) {
    directories.put(path, List.of(names));
    return stat(path, EntryType.DIRECTORY, OptionalInt.empty(), Optional.empty());
  }

  /** Puts a file there. */
  public FakeMfs file(String path, OptionalInt mode, Optional<Instant> mtime) {
    return stat(path, EntryType.FILE, mode, mtime);
  }

  private FakeMfs stat(String path, EntryType type, OptionalInt mode, Optional<Instant> mtime) {
    long size = type == EntryType.FILE ? 5 : 0;
    stats.put(path, new UnixFsStat(CID, type, size, 63, 55, 1, false, mode, mtime));
    return this;
  }

  private void called(String call, MfsOptions how) {
    calls.add(call);
    options = how;
  }

  @Override
  public Cid root() {
    return CID;
  }

  @Override
  public UnixFsStat stat(String path, FetchOptions fetch) {
    UnixFsStat stat = stats.get(path);
    if (stat == null) {
      throw new NoSuchEntryException("/", path.substring(path.lastIndexOf('/') + 1));
    }
    return stat;
  }

  @Override
  public Stream<DirectoryEntry> ls(String path, FetchOptions fetch) {
    String name =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    stat(name, fetch);
    return directories
        .getOrDefault(name, List.of(name.substring(name.lastIndexOf('/') + 1)))
        .stream()
        .map(entry -> new DirectoryEntry(entry, CID, 63));
  }

  @Override
  public InputStream read(String path, ByteRange range, FetchOptions fetch) {
    calls.add("read " + path + " " + range.offset() + " " + range.length());
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void mkdir(String path, MfsOptions how) {
    called("mkdir " + path, how);
  }

  @Override
  public void write(String path, InputStream in, MfsWrite write, MfsOptions how) {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      called("write " + path + " " + text + " " + write, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void truncate(String path, long size, MfsOptions how) {
    called("truncate " + path + " " + size, how);
  }

  @Override
  public void cp(String source, String target, MfsOptions how) {
    called("cp " + source + " " + target, how);
  }

  @Override
  public void mv(String source, String target, MfsOptions how) {
    called("mv " + source + " " + target, how);
  }

  @Override
  public void rm(String path, boolean recursive, MfsOptions how) {
    if (!stats.containsKey(path) && !how.force()) {
      throw new NoSuchEntryException("/", path.substring(1));
    }
    called("rm " + path + " " + recursive, how);
  }

  @Override
  public void touch(String path, Optional<Instant> mtime, MfsOptions how) {
    called("touch " + path + " " + mtime.map(Instant::toString).orElse("-"), how);
  }

  @Override
  public void chmod(String path, int mode, boolean recursive, MfsOptions how) {
    called("chmod " + Integer.toOctalString(mode) + " " + path + " " + recursive, how);
  }

  @Override
  public void chcid(String path, OptionalInt version, OptionalLong hash, MfsOptions how) {
    called("chcid " + path + " " + version + " " + hash, how);
  }

  @Override
  public Cid flush() {
    calls.add("flush");
    return CID;
  }
}
