package org.helia.mfs.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.mfs.MfsException;
import org.helia.api.unixfs.TreeEditor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, taken from its source before the write has its turn, so that a slow source
 * holds up nobody else: short content in memory, longer content as a file of its own.
 */
final class NewContent implements AutoCloseable {
  /** The block of an empty directory: DAG-PB with the UnixFS type Directory and nothing else. */
  private static final byte[] EMPTY_DIRECTORY = {0x0a, 0x02, 0x08, 0x01};

  private static final String NAME = "/content";

  private final byte[] head;
  private final @Nullable Cid file;
  private @Nullable BlockWriter writer;

  private NewContent(byte[] head, @Nullable Cid file, @Nullable BlockWriter writer) {
    this.head = head;
    this.file = file;
    this.writer = writer;
  }

  /**
   * Takes all there is.
   *
   * @param bufferBytes how much is held in memory
   * @param format how the nodes of longer content are named
   * @param editors opens an editor on a root
   */
  static NewContent take(
      InputStream in,
      int bufferBytes,
      CidFormat format,
      Supplier<BlockWriter> writers,
      BiFunction<Cid, BlockWriter, TreeEditor> editors) {
    try {
      byte[] head = in.readNBytes(bufferBytes);
      return head.length < bufferBytes
          ? new NewContent(head, null, null)
          : store(
              new SequenceInputStream(new ByteArrayInputStream(head), in),
              format,
              writers.get(),
              editors);
    } catch (IOException e) {
      throw new MfsException("cannot read what is to be written: " + e, e);
    }
  }

  private static NewContent store(
      InputStream in,
      CidFormat format,
      BlockWriter writer,
      BiFunction<Cid, BlockWriter, TreeEditor> editors) {
    boolean stored = false;
    Cid directory = emptyDirectory(format, writer);
    try (TreeEditor tree = editors.apply(directory, writer)) {
      tree.write(NAME, 0, in);
      Cid file = tree.find(NAME).orElseThrow();
      writer.commit();
      stored = true;
      return new NewContent(new byte[0], file, writer);
    } finally {
      if (!stored) {
        writer.close();
      }
    }
  }

  /** Stores an empty directory. */
  static Cid emptyDirectory(CidFormat format, BlockWriter writer) {
    return writer.put(format.withCodec(Multicodec.DAG_PB), EMPTY_DIRECTORY.clone());
  }

  /** The file that has the content; null when it is in memory. */
  @Nullable Cid file() {
    return file;
  }

  /** The content in memory. */
  InputStream inMemory() {
    return new ByteArrayInputStream(head);
  }

  /** Gives away the writer that protects the file, to be closed by the taker. */
  @Nullable BlockWriter release() {
    BlockWriter released = writer;
    writer = null;
    return released;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
