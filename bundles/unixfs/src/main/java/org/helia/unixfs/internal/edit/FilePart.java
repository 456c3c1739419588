package org.helia.unixfs.internal.edit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.PbLink;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;
import org.helia.unixfs.internal.format.UnixTime;
import org.jspecify.annotations.Nullable;

/** A node of a file while it is changed: its own bytes, then its children. One thread uses it. */
final class FilePart {
  private final CidFormat format;
  private final DataType type;
  private final @Nullable Integer mode;
  private final List<PbLink> links;
  private final List<Long> sizes;
  private @Nullable ByteBuffer content;
  private @Nullable UnixTime mtime;

  /** The part that a node is. */
  FilePart(EditNode node) {
    this.format = node.format();
    this.type = node.data().type();
    this.mode = node.data().mode();
    this.mtime = node.data().mtime();
    this.content = node.data().data();
    this.links = new ArrayList<>(node.links());
    this.sizes = new ArrayList<>(node.data().blocksizes());
  }

  /** A part without content. */
  FilePart(CidFormat format) {
    this.format = format;
    this.type = DataType.FILE;
    this.mode = null;
    this.links = new ArrayList<>();
    this.sizes = new ArrayList<>();
  }

  CidFormat format() {
    return format;
  }

  /** How many bytes are in the node itself. */
  int ownBytes() {
    return content == null ? 0 : content.remaining();
  }

  @Nullable ByteBuffer content() {
    return content;
  }

  void content(@Nullable ByteBuffer other) {
    content = other;
  }

  int children() {
    return links.size();
  }

  PbLink child(int index) {
    return links.get(index);
  }

  /** How many bytes are below a child. */
  long childBytes(int index) {
    return sizes.get(index);
  }

  void replace(int index, PbLink child, long bytes) {
    links.set(index, child);
    sizes.set(index, bytes);
  }

  void add(PbLink child, long bytes) {
    links.add(child);
    sizes.add(bytes);
  }

  /** Drops the children behind the first few. */
  void keep(int children) {
    links.subList(children, links.size()).clear();
    sizes.subList(children, sizes.size()).clear();
  }

  /** How many bytes there are in all. */
  long size() {
    long size = ownBytes();
    for (long each : sizes) {
      size += each;
    }
    return size;
  }

  /** Says when the file was changed, if it said so before. */
  void touch(UnixTime now) {
    mtime = mtime == null ? null : now;
  }

  boolean hasMetadata() {
    return mode != null || mtime != null;
  }

  PbLink store(Nodes nodes) {
    UnixFsData data = new UnixFsData(type, content, size(), sizes, null, null, mode, mtime);
    return nodes.store("", format, links, data);
  }
}
