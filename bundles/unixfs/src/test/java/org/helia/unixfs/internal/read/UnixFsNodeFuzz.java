package org.helia.unixfs.internal.read;

import java.nio.ByteBuffer;
import org.helia.api.block.Block;
import org.helia.api.codec.MalformedBlockException;
import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.UnixFsData;

/**
 * Any bytes as a block of a file or directory, HAMT nodes included, and as the message in it;
 * {@code bundles/fuzz} runs it.
 */
public final class UnixFsNodeFuzz {
  private static final Cid CID = Cid.parse("QmYxAVkPNTTyFurHNngafqsCvjqMM87DAP6FBzKEgtqHVh");

  private UnixFsNodeFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      NodeDecoder.decode(Block.of(CID, input));
    } catch (MalformedBlockException expected) {
      // Most bytes are no node.
    }
    try {
      UnixFsData.decode(ByteBuffer.wrap(input));
    } catch (MalformedBlockException expected) {
      // Most bytes are no message.
    }
  }
}
