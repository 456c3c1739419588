package org.helia.itests.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;

/**
 * A file that a seed stands for: 1 to 24 chunks, or 300 from seed {@link #LARGE} on. Other files
 * have some of them, too, so that what one no longer needs another still does.
 */
record TestFile(long seed) {
  /** The first seed of large files. */
  static final long LARGE = 1L << 40;

  private static final int CHUNK_BYTES = 1024;
  private static final int MAX_CHUNKS = 24;
  private static final int LARGE_CHUNKS = 300;

  /** So many different chunks are shared by all files. */
  private static final int SHARED_CHUNKS = 50;

  /** Small nodes make deep DAGs. */
  private static final AddOptions OPTIONS =
      AddOptions.DEFAULTS.withProfile(
          UnixFsProfile.V1_2025.toBuilder().chunkBytes(CHUNK_BYTES).maxFileLinks(4).build());

  byte[] content() {
    Random random = new Random(seed);
    int chunks = seed < LARGE ? 1 + random.nextInt(MAX_CHUNKS) : LARGE_CHUNKS;
    byte[] content = new byte[CHUNK_BYTES * chunks];
    for (int at = 0; at < content.length; at += CHUNK_BYTES) {
      // Not the first: no two files are the same.
      boolean shared = random.nextBoolean() && at > 0;
      byte[] chunk = new byte[CHUNK_BYTES];
      (shared ? new Random(-1 - random.nextInt(SHARED_CHUNKS)) : random).nextBytes(chunk);
      System.arraycopy(chunk, 0, content, at, CHUNK_BYTES);
    }
    return content;
  }

  InputStream open() {
    return new ByteArrayInputStream(content());
  }

  Cid addTo(Node node) {
    return addTo(node, root -> {});
  }

  /**
   * Adds it.
   *
   * @param keeper gets the root while its blocks are safe from garbage collection
   */
  Cid addTo(Node node, Consumer<Cid> keeper) {
    AddListener listener =
        new AddListener() {
          @Override
          public void added(AddedEntry entry) {}

          @Override
          public void stored(List<AddedEntry> roots) {
            keeper.accept(roots.get(0).cid());
          }
        };
    return node.unixFs.add(AddSource.stream("", open()), OPTIONS, listener).cid();
  }

  /**
   * Reads it back.
   *
   * @throws AssertionError when it is not what was added
   */
  void checkIn(Node node, Cid root) {
    try (InputStream in =
        node.unixFs.cat(ContentPath.of(root), ByteRange.ALL, FetchOptions.OFFLINE)) {
      if (!Arrays.equals(in.readAllBytes(), content())) {
        throw new AssertionError("file %d at %s has wrong bytes".formatted(seed, root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
