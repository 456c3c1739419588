package org.helia.api.codec;

import org.helia.api.ipld.Node;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A codec that also reads and writes values of the IPLD data model. What it registers as service is
 * {@link Codec}; whoever needs values asks whether the codec is one of these.
 *
 * <p>Reading and writing are exact opposites: what {@link #decode} accepts, {@link #encode} turns
 * into the same bytes, unless the codec's specification says otherwise.
 */
@ConsumerType
public interface NodeCodec extends Codec {
  /**
   * Reads a block.
   *
   * @param bytes the whole block, untrusted; not changed, not kept
   * @throws MalformedBlockException when the bytes are not of this format
   */
  Node decode(byte[] bytes);

  /**
   * Writes a block.
   *
   * @return a new array
   * @throws UnencodableException when the value has no form in this codec; the message says which
   *     part of it
   */
  byte[] encode(Node node);
}
