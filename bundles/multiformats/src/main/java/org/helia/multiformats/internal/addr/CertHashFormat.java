package org.helia.multiformats.internal.addr;

import org.helia.multiformats.Multibase;
import org.helia.multiformats.Multihash;

/**
 * Hashes of certificates: a multihash in any multibase, written in base64url.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/webtransport#addressing">WebTransport
 *     addressing</a>
 */
final class CertHashFormat implements ValueFormat {
  @Override
  public byte[] parse(String text) {
    return Multihash.fromBytes(Multibase.decode(text)).toBytes();
  }

  @Override
  public String print(byte[] bytes) {
    return Multibase.BASE64URL.encode(Multihash.fromBytes(bytes).toBytes());
  }
}
