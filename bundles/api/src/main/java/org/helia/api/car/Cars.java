package org.helia.api.car;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes DAGs to CAR streams and reads them back. Every call may block and can be cancelled by
 * interrupting its thread. Memory use does not depend on the size of a stream.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 */
@ProviderType
public interface Cars {
  /**
   * Writes the DAGs below some roots as one CARv1: depth-first, in the order of the links, each
   * block once. The same DAG always gives the same bytes.
   *
   * @param out written to, flushed at the end, not closed
   * @throws CarException when the stream cannot be written, or when a block is missing, corrupt,
   *     malformed or of a codec that is not present: the message names the block and the links that
   *     lead to it, the cause says what is wrong, as {@link
   *     org.helia.api.block.BlockNotFoundException}
   */
  CarExport exportDag(List<Cid> roots, OutputStream out, FetchOptions options, Progress progress);

  /**
   * Reads a CARv1, or the CARv1 in a CARv2, and stores its blocks, each checked against its CID;
   * durable when the call returns. A stream that turns out to be broken leaves the whole blocks
   * that came before the fault.
   *
   * @param in read to its end, not closed
   * @throws MalformedCarException when the stream is not a CAR, is cut off, or a block does not
   *     match its CID; the message names the byte offset of the first fault
   * @throws CarException when the stream cannot be read, or roots are required and missing
   * @throws org.helia.api.codec.CodecException when a block's hash cannot be checked
   */
  CarImport importCar(InputStream in, CarImportOptions options, Progress progress);
}
