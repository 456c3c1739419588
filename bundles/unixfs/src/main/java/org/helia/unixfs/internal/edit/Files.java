package org.helia.unixfs.internal.edit;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.CidFormat;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.TreeEditor;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.format.UnixTime;

/**
 * Changes the content of files: bytes that are there in place, in the leaves they are in, and what
 * is beyond the end by {@link Trickle}. Reads no leaf that does not change.
 */
final class Files {
  /** The deepest tree that is changed. */
  private static final int MAX_DEPTH = 128;

  /** Zeros are written in small leaves, which are all the same block, as with Kubo. */
  private static final Chunker ZERO_CHUNKS = new Chunker.FixedSize(4096);

  private final Nodes nodes;
  private final UnixFsProfile profile;
  private final Progress progress;
  private final InstantSource clock;

  Files(Nodes nodes, UnixFsProfile profile, Progress progress, InstantSource clock) {
    this.nodes = nodes;
    this.profile = profile;
    this.progress = progress;
    this.clock = clock;
  }

  /** A file without content; not a raw block, as with Kubo. */
  PbLink empty(CidFormat format) {
    return nodes.store("", format, List.of(), UnixFsData.file(0, List.of()));
  }

  /** Writes from an offset on; the new file. */
  PbLink write(EditNode file, long offset, InputStream content, boolean rawLeaves, String where) {
    long size = size(file, where);
    EditNode base = offset > size ? longer(file, offset - size, rawLeaves, where) : file;
    Chunks chunks = new Chunks(content, profile.chunker(), progress);
    FilePart root = part(base, where);
    if (offset < size) {
      overwrite(root, offset, chunks, where, 0);
    }
    return finish(base, root, chunks, rawLeaves, where);
  }

  /** Makes a file shorter or longer; the new file. */
  PbLink truncate(EditNode file, long size, boolean rawLeaves, String where) {
    long found = size(file, where);
    if (size == found) {
      return file.link("");
    }
    if (size > found) {
      return longer(file, size - found, rawLeaves, where).link("");
    }
    FilePart root = part(file, where);
    if (file.isRaw() && size > 0) {
      cut(root, size, where, 0);
      return nodes.storeRaw(file.format(), bytes(root));
    }
    cut(root, size, where, 0);
    root.touch(now());
    return collapsed(root, root.store(nodes), rawLeaves);
  }

  static long size(EditNode file, String where) {
    long size = file.data().dataLength();
    for (long each : file.data().blocksizes()) {
      size += each;
      if (size < 0) {
        throw Nodes.malformed(where, file.cid(), "a file of over 2^63-1 bytes", null);
      }
    }
    if (file.data().blocksizes().size() != file.links().size()) {
      throw Nodes.malformed(
          where, file.cid(), "a file whose links and block sizes do not match", null);
    }
    return size;
  }

  private static FilePart part(EditNode file, String where) {
    size(file, where);
    return new FilePart(file);
  }

  private EditNode longer(EditNode file, long zeros, boolean rawLeaves, String where) {
    if (zeros > TreeEditor.MAX_GAP_BYTES) {
      throw new UnixFsException(
          "%s would get %d bytes of zeros, over the limit of %d"
              .formatted(where, zeros, TreeEditor.MAX_GAP_BYTES));
    }
    Chunks chunks = new Chunks(new Zeros(zeros), ZERO_CHUNKS, Progress.NONE);
    return nodes.load(finish(file, part(file, where), chunks, rawLeaves, where).cid(), where);
  }

  /** Appends what is left and stores the root. */
  private PbLink finish(
      EditNode file, FilePart changed, Chunks left, boolean rawLeaves, String where) {
    if (file.isRaw() && left.done()) {
      return nodes.storeRaw(file.format(), bytes(changed));
    }
    boolean raw = rawLeaves || file.isRaw();
    FilePart root = changed;
    if (file.isRaw() && changed.ownBytes() > 0) {
      root = new FilePart(file.format());
      root.add(nodes.storeRaw(file.format(), bytes(changed)), changed.ownBytes());
    }
    if (!left.done()) {
      new Trickle(nodes, file.format(), raw, where).append(root, left);
    }
    root.touch(now());
    return collapsed(root, root.store(nodes), raw);
  }

  /** A root that says nothing but which raw block has its content is left out, as with Kubo. */
  private static PbLink collapsed(FilePart root, PbLink stored, boolean rawLeaves) {
    boolean needless =
        rawLeaves
            && root.children() == 1
            && root.ownBytes() == 0
            && !root.hasMetadata()
            && root.child(0).cid().codec() == Multicodec.RAW;
    return needless ? root.child(0) : stored;
  }

  /**
   * Overwrites what a part has.
   *
   * @param offset the first byte to write, within the part
   */
  private void overwrite(FilePart part, long offset, Chunks chunks, String where, int depth) {
    requireDepth(depth, where);
    long next = offset;
    if (next < part.ownBytes()) {
      byte[] bytes = bytes(part);
      next += chunks.read(bytes, (int) next, bytes.length - (int) next);
      part.content(ByteBuffer.wrap(bytes));
    }
    long at = part.ownBytes();
    for (int i = 0; i < part.children() && !chunks.done(); i++) {
      long end = at + part.childBytes(i);
      if (next < end) {
        overwriteChild(part, i, next - at, chunks, where, depth);
        next = end;
      }
      at = end;
    }
  }

  private void overwriteChild(
      FilePart part, int index, long offset, Chunks chunks, String where, int depth) {
    EditNode node = child(part, index, where);
    FilePart child = new FilePart(node);
    overwrite(child, offset, chunks, where, depth + 1);
    part.replace(index, store(node, child), part.childBytes(index));
  }

  /** Drops what is behind the first bytes of a part. */
  private void cut(FilePart part, long size, String where, int depth) {
    requireDepth(depth, where);
    if (size < part.ownBytes()) {
      ByteBuffer own = part.content();
      part.content(own == null || size == 0 ? null : own.slice(own.position(), (int) size));
    }
    long at = part.ownBytes();
    int kept = 0;
    while (kept < part.children() && at < size) {
      long bytes = part.childBytes(kept);
      if (at + bytes > size) {
        EditNode node = child(part, kept, where);
        FilePart child = new FilePart(node);
        cut(child, size - at, where, depth + 1);
        part.replace(kept, store(node, child), size - at);
      }
      at += bytes;
      kept++;
    }
    part.keep(kept);
  }

  private EditNode child(FilePart part, int index, String where) {
    EditNode node = nodes.load(part.child(index).cid(), where);
    if (!node.isFile()) {
      throw Nodes.malformed(
          where, node.cid(), "a file leads to it, but it is " + node.description(), null);
    }
    long size = size(node, where);
    if (size != part.childBytes(index)) {
      String fault =
          "it has %d bytes, while its parent says %d".formatted(size, part.childBytes(index));
      throw Nodes.malformed(where, node.cid(), fault, null);
    }
    return node;
  }

  private PbLink store(EditNode before, FilePart part) {
    return before.isRaw() ? nodes.storeRaw(before.format(), bytes(part)) : part.store(nodes);
  }

  private static byte[] bytes(FilePart part) {
    byte[] bytes = new byte[part.ownBytes()];
    ByteBuffer own = part.content();
    if (own != null) {
      own.duplicate().get(bytes);
    }
    return bytes;
  }

  private static void requireDepth(int depth, String where) {
    if (depth > MAX_DEPTH) {
      throw new UnixFsException(
          "%s is malformed: it is over the limit of %d levels".formatted(where, MAX_DEPTH));
    }
  }

  private UnixTime now() {
    Instant now = clock.instant();
    return new UnixTime(now.getEpochSecond(), now.getNano());
  }
}
