package org.helia.api.dag;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.Node;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values and graphs over blocks of any codec that is installed. Every call may block and can be
 * cancelled by interrupting its thread.
 *
 * <p>Paths of namespace {@code /ipld/} name links as codecs do: by keys of maps and indexes of
 * lists. Those of {@code /ipfs/} do so, too, except that in DAG-PB they follow names of links, and
 * entries of directories however they are laid out (see {@link DagLayout}).
 */
@ProviderType
public interface Dags {
  /** CIDv1 of DAG-CBOR with SHA2-256: the usual format of values. */
  CidFormat DAG_CBOR = new CidFormat(1, Multicodec.DAG_CBOR, Multicodec.SHA2_256);

  /** CIDv1 of JSON with SHA2-256. */
  CidFormat JSON = new CidFormat(1, Multicodec.JSON, Multicodec.SHA2_256);

  /**
   * Stores a value as one block, durable when the call returns.
   *
   * @throws org.helia.api.codec.UnencodableException when the value has no form in the codec
   * @throws org.helia.api.codec.CodecException when the codec or the hash function is not present
   * @throws org.helia.api.block.BlockTooLargeException when the block has more than {@link
   *     Block#MAX_OUTSIDE_BYTES}
   */
  Cid put(Node value, CidFormat format);

  /**
   * The bytes of a value in another codec.
   *
   * @param from the codec of the bytes
   * @param to the codec that is wanted; the same one gives the canonical form
   * @throws org.helia.api.codec.CodecException when the bytes are malformed, the value has no form
   *     in the codec, or a codec is not present
   */
  byte[] convert(byte[] bytes, long from, long to);

  /**
   * The value of a block.
   *
   * @throws BrokenDagException when the block is missing, malformed or of a codec that is not
   *     present
   */
  default Node get(Cid cid, FetchOptions options) {
    return get(
        new ContentPath(ContentPath.Namespace.IPLD, cid.toString(), List.of(), false), options);
  }

  /**
   * The value that a path leads to, across as many blocks as need be. A link at the end is
   * followed.
   *
   * @throws NoSuchLinkException when the path leads nowhere
   * @throws BrokenDagException when a block on the way cannot be read
   * @throws org.helia.api.path.PathException when the path starts from a name
   */
  Node get(ContentPath path, FetchOptions options);

  /**
   * The last block on the way that a path takes, and what of the path is left then. That block
   * itself is read only when the path leads on in it.
   *
   * @throws NoSuchLinkException when the path leads nowhere
   * @throws BrokenDagException when a block on the way cannot be read
   * @throws org.helia.api.path.PathException when the path starts from a name
   */
  ResolvedPath resolve(ContentPath path, FetchOptions options);

  /**
   * The links of a block, in their order, duplicates included.
   *
   * @throws BrokenDagException when the block cannot be read
   */
  List<DagLink> links(Cid cid, FetchOptions options);

  /**
   * Visits the blocks below some roots, as they are asked for, and fetches ahead. Memory: 50 bytes
   * for each block that was seen, unless duplicates are wanted; in breadth-first order 40 for each
   * that is to be visited, too. Close the stream.
   *
   * @throws BrokenDagException while the stream is read, when a block is missing or malformed
   */
  Stream<DagBlock> walk(List<Cid> roots, WalkOptions walk, FetchOptions options);

  /**
   * Visits what some paths lead to, one after the other: for each first the blocks that the path
   * goes through, which prove where it leads, then those of the selection. A trustless gateway
   * answers with just these.
   *
   * @param sink gets the blocks; what it throws is passed on
   * @return the blocks that the paths lead to
   * @throws NoSuchLinkException when a path leads nowhere, or on within a block; what it went
   *     through has been visited
   * @throws BrokenDagException when a block is missing or malformed
   */
  List<Cid> select(
      List<ContentPath> paths, DagSelection selection, FetchOptions options, Consumer<Block> sink);

  /**
   * Counts the blocks below some roots.
   *
   * @throws BrokenDagException when a block is missing or malformed
   */
  DagStat stat(List<Cid> roots, FetchOptions options, Progress progress);

  /**
   * Where two DAGs differ. What both have is not read.
   *
   * @return the changes that make the one the other, those of a block in the order of its keys
   * @throws BrokenDagException when a block is missing or malformed
   */
  List<DagChange> diff(Cid before, Cid after, FetchOptions options);

  /**
   * Makes a DAG with some changes: stores new blocks for those on the way to a change, with the
   * same codecs and hash functions, and leaves the old ones. What a change says of before is not
   * looked at.
   *
   * @return the new root
   * @throws NoSuchLinkException when a change is below something that is not there, or removes it
   * @throws BrokenDagException when a block on the way is missing or malformed
   * @throws org.helia.api.codec.UnencodableException when a value has no form in its block's codec
   */
  Cid patch(Cid root, List<DagChange> changes, FetchOptions options);

  /** Stores text as one raw block of UTF-8, durable when the call returns. */
  default Cid putText(String text) {
    return put(new BytesNode(text.getBytes(StandardCharsets.UTF_8)), CidFormat.V1_RAW);
  }

  /**
   * The text in a block of UTF-8.
   *
   * @throws DagException when its value is not UTF-8
   * @throws BrokenDagException when the block cannot be read
   */
  default String getText(Cid cid, FetchOptions options) {
    if (get(cid, options) instanceof BytesNode bytes) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes.value()))
            .toString();
      } catch (CharacterCodingException e) {
        throw new DagException("block " + cid + " is not text: it is not UTF-8", e);
      }
    }
    throw new DagException("block " + cid + " is not text: its codec is not raw");
  }

  /** Stores a value as one block of JSON, durable when the call returns. */
  default Cid putJson(Node value) {
    return put(value, JSON);
  }
}
