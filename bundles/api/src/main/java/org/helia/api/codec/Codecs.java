package org.helia.api.codec;

import java.util.List;
import java.util.function.Consumer;
import org.helia.api.block.Block;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/** All codecs that are present, found by their code. Codecs may come and go at any time. */
@ProviderType
public interface Codecs {
  /**
   * The codec with this code. When there is none, the call waits up to the grace period if one has
   * just left.
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
}
