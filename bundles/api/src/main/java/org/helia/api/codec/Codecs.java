package org.helia.api.codec;

import java.util.List;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/** All codecs that are present, found by their code. Codecs may come and go at any time. */
@ProviderType
public interface Codecs {
  /**
   * The codec with this code; a {@link NodeCodec} when the plugin is one. When there is none, the
   * call waits up to the grace period if one has just left.
   *
   * @throws UnknownCodecException when there is none
   */
  Codec codec(long code);

  /** All codecs, by ascending code. */
  List<Codec> list();

  /**
   * Finds the links of a block with the codec that its CID names.
   *
   * @throws UnknownCodecException when that codec is not present
   * @throws MalformedBlockException when the block is not what its CID says; the message names the
   *     CID
   * @see Codec#links
   */
  void links(Block block, Consumer<Cid> sink);

  /**
   * The codec with this code, for those who need values and not only links.
   *
   * @throws UnknownCodecException when there is none
   * @throws LinksOnlyCodecException when there is one that only lists links
   */
  default NodeCodec nodeCodec(long code) {
    if (codec(code) instanceof NodeCodec codec) {
      return codec;
    }
    throw new LinksOnlyCodecException(code);
  }

  /**
   * Reads the value of a block with the codec that its CID names.
   *
   * @throws UnknownCodecException when that codec is not present
   * @throws LinksOnlyCodecException when it only lists links
   * @throws MalformedBlockException when the block is not what its CID says; the message names the
   *     CID
   * @see NodeCodec#decode
   */
  default Node decode(Block block) {
    Cid cid = block.cid();
    try {
      return nodeCodec(cid.codec()).decode(block.bytes());
    } catch (MalformedBlockException e) {
      throw new MalformedBlockException("block " + cid + ": " + e.getMessage(), e);
    }
  }
}
