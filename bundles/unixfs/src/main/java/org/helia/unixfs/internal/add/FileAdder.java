package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.unixfs.internal.chunk.Boundary;
import org.helia.unixfs.internal.disk.DiskErrors;
import org.helia.unixfs.internal.format.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Adds the content of files. A file on disk is read by the workers, each its own chunk, so that a
 * core hashes what it has just read; a stream is read by the caller's thread while the workers
 * hash.
 */
final class FileAdder implements AutoCloseable {
  private final OrderedPipeline pipeline;
  private final NodeWriter nodes;
  private final UnixFsProfile profile;
  private final LeafForm form;
  private final Chunker chunker;
  private final AddListener listener;
  private final Set<FileChannel> open = new HashSet<>();
  private byte @Nullable [] window;

  FileAdder(
      OrderedPipeline pipeline, NodeWriter nodes, UnixFsProfile profile, AddListener listener) {
    this.pipeline = pipeline;
    this.nodes = nodes;
    this.profile = profile;
    this.form = LeafForm.of(profile);
    this.chunker = profile.chunker();
    this.listener = listener;
  }

  /**
   * Adds all that a stream has to give. Reads one leaf ahead, for a leaf that is the only one may
   * be another block than one among several.
   *
   * @param metadata what is stored with the file
   * @param then given the root in its turn
   * @throws IOException when the stream fails
   */
  void addStream(InputStream in, Metadata metadata, Consumer<DagRoot> then) throws IOException {
    Layout layout = Layout.of(profile, nodes);
    LeafReader leaves = leavesOf(in);
    Leaf leaf = leaves.next();
    boolean first = true;
    while (leaf != null) {
      Leaf next = leaves.next();
      boolean only = first && next == null;
      submit(leaf, only ? ofOnlyLeaf(metadata) : Metadata.NONE, layout::add);
      first = false;
      leaf = next;
    }
    pipeline.then(() -> then.accept(layout.finish(metadata)));
  }

  private LeafReader leavesOf(InputStream in) {
    if (chunker instanceof Chunker.FixedSize fixed) {
      return new ChunkReader(in, form, fixed.bytes());
    }
    int largest = chunker.maxBytes();
    if (window == null) {
      window = new byte[WindowReader.windowBytes(largest)];
    }
    return new WindowReader(in, form, Boundary.of(chunker), largest, window);
  }

  private void submit(Leaf leaf, Metadata metadata, Consumer<DagRoot> then) {
    listener.read(leaf.chunk());
    pipeline.submit(leaf.block().length, () -> nodes.onlyLeaf(leaf, metadata), then);
  }

  /** In a balanced tree the only leaf is the root; in a trickle tree the root is above it. */
  private Metadata ofOnlyLeaf(Metadata metadata) {
    return profile.layout() == FileLayout.BALANCED ? metadata : Metadata.NONE;
  }

  /**
   * Adds a file on disk.
   *
   * @param found its attributes, as they were when it was found
   * @param follow whether the path may lead to the file through a symbolic link
   * @param metadata what is stored with the file
   * @param then given the root in its turn
   */
  void addFile(
      Path path,
      BasicFileAttributes found,
      boolean follow,
      Metadata metadata,
      Consumer<DagRoot> then) {
    long size = found.size();
    if (size == 0) {
      addUnsized(path, follow, metadata, then);
    } else if (size <= chunker.minBytes()) {
      addWhole(path, (int) size, follow, metadata, then);
    } else if (chunker instanceof Chunker.FixedSize fixed) {
      addChunks(path, found, follow, fixed.bytes(), metadata, then);
    } else {
      addWindows(path, found, follow, metadata, then);
    }
  }

  /** Files of size 0 are mostly empty, but those that the kernel makes up, as in /proc, are not. */
  private void addUnsized(Path path, boolean follow, Metadata metadata, Consumer<DagRoot> then) {
    try (FileChannel file = open(path, follow)) {
      addStream(Channels.newInputStream(file), metadata, then);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  /** A file that no chunker would cut. */
  private void addWhole(
      Path path, int size, boolean follow, Metadata metadata, Consumer<DagRoot> then) {
    pipeline.submit(
        form.blockBytes(size),
        () -> readWhole(path, size, follow, ofOnlyLeaf(metadata)),
        leaf -> {
          Layout layout = Layout.of(profile, nodes);
          layout.add(leaf);
          then.accept(layout.finish(metadata));
        });
  }

  private DagRoot readWhole(Path path, int size, boolean follow, Metadata metadata) {
    try (FileChannel file = open(path, follow)) {
      Leaf leaf = readChunk(path, file, 0, size);
      if (file.size() != size) {
        throw changed(path);
      }
      return nodes.onlyLeaf(leaf, metadata);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  /** Where the content says where to cut it has to be read in its order. */
  private void addWindows(
      Path path,
      BasicFileAttributes found,
      boolean follow,
      Metadata metadata,
      Consumer<DagRoot> then) {
    try (FileChannel file = open(path, follow)) {
      addStream(Channels.newInputStream(file), metadata, then);
      requireUnchanged(path, found, follow);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private void addChunks(
      Path path,
      BasicFileAttributes found,
      boolean follow,
      int chunkBytes,
      Metadata metadata,
      Consumer<DagRoot> then) {
    FileChannel file = openForLater(path, follow);
    Layout layout = Layout.of(profile, nodes);
    for (long at = 0; at < found.size(); at += chunkBytes) {
      long from = at;
      int chunk = (int) Math.min(chunkBytes, found.size() - at);
      pipeline.submit(
          form.blockBytes(chunk),
          () -> nodes.leaf(readChunk(path, file, from, chunk)),
          layout::add);
    }
    pipeline.then(
        () -> {
          close(path, file);
          requireUnchanged(path, found, follow);
          then.accept(layout.finish(metadata));
        });
  }

  private Leaf readChunk(Path path, FileChannel file, long from, int chunk) {
    byte[] block = new byte[form.blockBytes(chunk)];
    ByteBuffer to = ByteBuffer.wrap(block, form.headBytes(chunk), chunk);
    try {
      for (long at = from; to.hasRemaining(); ) {
        int read = file.read(to, at);
        if (read < 0) {
          throw changed(path);
        }
        at += read;
      }
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
    form.frame(block, chunk);
    listener.read(chunk);
    return new Leaf(block, chunk);
  }

  private FileChannel openForLater(Path path, boolean follow) {
    try {
      FileChannel file = open(path, follow);
      open.add(file);
      return file;
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private static FileChannel open(Path path, boolean follow) throws IOException {
    return FileChannel.open(
        path,
        follow
            ? new OpenOption[] {StandardOpenOption.READ}
            : new OpenOption[] {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS});
  }

  private void close(Path path, FileChannel file) {
    open.remove(file);
    try {
      file.close();
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  /** A file that was written to while it was read would be a mixture that never existed on disk. */
  private static void requireUnchanged(Path path, BasicFileAttributes found, boolean follow) {
    try {
      BasicFileAttributes now = DiskTree.attributes(path, follow);
      if (now.size() != found.size()
          || !now.lastModifiedTime().equals(found.lastModifiedTime())
          || !equal(now.fileKey(), found.fileKey())) {
        throw changed(path);
      }
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private static boolean equal(@Nullable Object one, @Nullable Object other) {
    return one == null || one.equals(other);
  }

  private static UnixFsException changed(Path path) {
    return new UnixFsException(path + " changed while it was read; add it again");
  }

  /** Closes files that an error left open; they were only read, so closing them cannot fail. */
  @Override
  public void close() {
    for (FileChannel file : open) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.clear();
  }
}
