package org.helia.unixfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.CidFormat;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbLink;
import org.helia.ipld.dagpb.PbNode;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.UnixFsData;
import org.jspecify.annotations.Nullable;

/** Stores single nodes, well-formed or not, to make trees that no importer makes. */
final class Dag {
  private final Blocks blocks;

  Dag(Blocks blocks) {
    this.blocks = blocks;
  }

  Cid put(CidFormat format, byte[] bytes) {
    try (BlockWriter writer = blocks.writer()) {
      Cid cid = writer.put(format, bytes);
      writer.commit();
      return cid;
    }
  }

  Cid raw(String text) {
    return put(CidFormat.V1_RAW, text.getBytes(UTF_8));
  }

  Cid node(@Nullable UnixFsData data, PbLink... links) {
    return put(CidFormat.V1_DAG_PB, block(data, links));
  }

  static byte[] block(@Nullable UnixFsData data, PbLink... links) {
    return DagPb.encode(new PbNode(List.of(links), data == null ? null : data.encode()));
  }

  /** A file with its own text and children of the given sizes. */
  Cid file(String text, List<Long> blocksizes, Cid... children) {
    long size = text.length() + blocksizes.stream().mapToLong(Long::longValue).sum();
    return node(fileData(text, size, blocksizes), unnamed(children));
  }

  static UnixFsData fileData(String text, @Nullable Long size, List<Long> blocksizes) {
    return new UnixFsData(DataType.FILE, bytes(text), size, blocksizes, null, null, null, null);
  }

  static PbLink[] unnamed(Cid... children) {
    return Stream.of(children).map(child -> new PbLink("", child, 1)).toArray(PbLink[]::new);
  }

  Cid directory(PbLink... links) {
    return node(UnixFsData.directory(), links);
  }

  Cid symlink(String target) {
    return node(UnixFsData.symlink(bytes(target)));
  }

  static PbLink link(String name, Cid cid) {
    return new PbLink(name, cid, 1);
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
