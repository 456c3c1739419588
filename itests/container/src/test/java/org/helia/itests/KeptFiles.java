package org.helia.itests;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.pin.PinOptions;
import org.helia.api.pin.Pins;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;

/** Files that clients pin and unpin, and others that they write and write again. */
final class KeptFiles {

  private static final int MAX_PINNED = 20;
  private static final int FILES_A_CLIENT = 8;
  private static final int BYTES = 9_000;
  private static final AddOptions CHUNKED =
      AddOptions.DEFAULTS.withProfile(
          UnixFsProfile.V1_2025.toBuilder().chunkBytes(4096).maxFileLinks(2).build());
  private static final PinOptions PIN = PinOptions.DEFAULTS.fetching(FetchOptions.OFFLINE);
  private static final MfsOptions MFS = MfsOptions.DEFAULTS.withParents(true);

  private final Helia helia;
  private final AtomicLong seeds;

  /** What is pinned, by its seed. */
  private final Map<Long, Cid> pinned = new ConcurrentHashMap<>();

  /** The seed of what a path has. */
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  KeptFiles(Helia helia, long firstSeed) {
    this.helia = helia;
    this.seeds = new AtomicLong(firstSeed);
  }

  /** Pins a new file, and unpins one when there are many. */
  void pinNew() {
    long seed = seeds.incrementAndGet();
    Pins pins = helia.pins();
    Cid root =
        add(
            seed,
            new AddListener() {
              @Override
              public void added(AddedEntry entry) {}

              @Override
              public void stored(List<AddedEntry> roots) {
                pins.add(roots.get(0).cid(), PIN, Progress.NONE);
              }
            });
    pinned.put(seed, root);
    Long old = pinned.size() > MAX_PINNED ? anyPinned() : null;
    Cid unpinned = old == null ? null : pinned.remove(old);
    if (unpinned != null) {
      pins.remove(unpinned, "");
    }
  }

  private Cid add(long seed, AddListener listener) {
    InputStream in = new ByteArrayInputStream(Content.bytes(seed, BYTES));
    return helia.unixFs().add(AddSource.stream("", in), CHUNKED, listener).cid();
  }

  private Long anyPinned() {
    int skip = ThreadLocalRandom.current().nextInt(MAX_PINNED);
    return pinned.keySet().stream().skip(skip).findFirst().orElse(null);
  }

  /** The root of a file that is pinned. */
  Cid pinnedRoot() {
    return pinned.values().iterator().next();
  }

  /** Adds what nobody keeps. */
  void addGarbage() {
    add(seeds.incrementAndGet(), AddListener.NONE);
  }

  /** Reads something that is pinned. What was unpinned meanwhile may be gone. */
  void readPinned() throws Exception {
    Long seed = anyPinned();
    Cid root = seed == null ? null : pinned.get(seed);
    if (root != null) {
      try {
        check(seed, root);
      } catch (Exception | AssertionError e) {
        if (pinned.containsKey(seed)) {
          throw e;
        }
      }
    }
  }

  private void check(long seed, Cid root) throws Exception {
    try (InputStream in =
        helia.unixFs().cat(ContentPath.of(root), ByteRange.ALL, FetchOptions.OFFLINE)) {
      requireContent(seed, in);
    }
  }

  private static void requireContent(long seed, InputStream in) throws Exception {
    if (!Arrays.equals(in.readAllBytes(), Content.bytes(seed, BYTES))) {
      throw new AssertionError("wrong bytes in file " + seed);
    }
  }

  /** Writes one of the files of this thread anew, and reads it back. */
  void write() throws Exception {
    long seed = seeds.incrementAndGet();
    String path = "/%s/%d".formatted(Thread.currentThread().getName(), seed % FILES_A_CLIENT);
    InputStream in = new ByteArrayInputStream(Content.bytes(seed, BYTES));
    helia.mfs().write(path, in, MfsWrite.REPLACE, MFS);
    written.put(path, seed);
    checkWritten(path);
  }

  private void checkWritten(String path) throws Exception {
    try (InputStream in = helia.mfs().read(path, ByteRange.ALL, FetchOptions.OFFLINE)) {
      requireContent(written.get(path), in);
    }
  }

  /**
   * Reads all that must be there.
   *
   * @throws AssertionError when something is not
   */
  void checkAll() throws Exception {
    for (Map.Entry<Long, Cid> one : pinned.entrySet()) {
      check(one.getKey(), one.getValue());
      if (helia.pins().get(one.getValue()).isEmpty()) {
        throw new NoSuchElementException("the pin of file " + one.getKey() + " is lost");
      }
    }
    helia
        .pins()
        .verify(
            broken -> {
              throw new AssertionError("broken: " + broken);
            },
            Progress.NONE);
    for (String path : written.keySet()) {
      checkWritten(path);
    }
  }
}
