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
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.unixfs.internal.disk.DiskErrors;
import org.jspecify.annotations.Nullable;

/**
 * Adds the content of files. A file on disk is read by the workers, each its own chunk, so that a
 * core hashes what it has just read; a stream is read by the caller's thread while the workers
 * hash.
 */
final class FileAdder implements AutoCloseable {
  private final OrderedPipeline pipeline;
  private final NodeWriter nodes;
  private final LeafForm form;
  private final int chunkBytes;
  private final int maxLinks;
  private final AddListener listener;
  private final Set<FileChannel> open = new HashSet<>();

  FileAdder(
      OrderedPipeline pipeline, NodeWriter nodes, UnixFsProfile profile, AddListener listener) {
    this.pipeline = pipeline;
    this.nodes = nodes;
    this.form = NodeWriter.leafForm(profile);
    this.chunkBytes = profile.chunkBytes();
    this.maxLinks = profile.maxFileLinks();
    this.listener = listener;
  }

  /**
   * Adds all that a stream has to give.
   *
   * @param then given the root in its turn
   * @throws IOException when the stream fails
   */
  void addStream(InputStream in, Consumer<DagRoot> then) throws IOException {
    ChunkReader chunks = new ChunkReader(in, form, chunkBytes);
    BalancedLayout layout = new BalancedLayout(nodes, maxLinks);
    for (Leaf leaf = chunks.next(); leaf != null; leaf = chunks.next()) {
      Leaf chunk = leaf;
      listener.read(chunk.chunk());
      pipeline.submit(chunk.block().length, () -> nodes.leaf(chunk), layout::add);
    }
    pipeline.then(() -> then.accept(layout.finish()));
  }

  /**
   * Adds a file on disk.
   *
   * @param found its attributes, as they were when it was found
   * @param follow whether the path may lead to the file through a symbolic link
   * @param then given the root in its turn
   */
  void addFile(Path path, BasicFileAttributes found, boolean follow, Consumer<DagRoot> then) {
    long size = found.size();
    if (size == 0) {
      addUnsized(path, follow, then);
    } else if (size <= chunkBytes) {
      int chunk = (int) size;
      pipeline.submit(form.blockBytes(chunk), () -> readWhole(path, chunk, follow), then);
    } else {
      addChunks(path, found, follow, then);
    }
  }

  /** Files of size 0 are mostly empty, but those that the kernel makes up, as in /proc, are not. */
  private void addUnsized(Path path, boolean follow, Consumer<DagRoot> then) {
    try (FileChannel file = open(path, follow)) {
      addStream(Channels.newInputStream(file), then);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private DagRoot readWhole(Path path, int size, boolean follow) {
    try (FileChannel file = open(path, follow)) {
      Leaf leaf = readChunk(path, file, 0, size);
      if (file.size() != size) {
        throw changed(path);
      }
      return nodes.leaf(leaf);
    } catch (IOException e) {
      throw DiskErrors.of("cannot read", path, e);
    }
  }

  private void addChunks(
      Path path, BasicFileAttributes found, boolean follow, Consumer<DagRoot> then) {
    FileChannel file = openForLater(path, follow);
    BalancedLayout layout = new BalancedLayout(nodes, maxLinks);
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
          then.accept(layout.finish());
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
