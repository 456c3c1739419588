package org.helia.net.identify.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerRecord;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that a peer has signed.
 *
 * @param envelope as it came
 * @param record what is in it
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on to the peer store, never compared.
record CertifiedAddresses(byte[] envelope, PeerRecord record) {
  private static final Logger LOG = LoggerFactory.getLogger(CertifiedAddresses.class);

  /** Empty when the envelope is not valid, or of another peer. */
  static Optional<CertifiedAddresses> open(Crypto crypto, PeerId peer, byte[] envelope) {
    try {
      return Optional.of(new CertifiedAddresses(envelope, PeerRecord.open(crypto, envelope)))
          .filter(certified -> certified.record.peer().equals(peer));
    } catch (NetException e) {
      LOG.debug("the signed record of peer {} is left out", peer, e);
      return Optional.empty();
    }
  }

  List<Multiaddr> addresses() {
    return record.addresses();
  }

  /**
   * These, unless those that are known already have the same number or a higher one: then somebody
   * has sent an old record again.
   *
   * @see <a
   *     href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md#peer-store-apis">RFC
   *     0003, peer store</a>
   */
  CertifiedAddresses orNewer(Crypto crypto, Optional<byte[]> known) {
    return known
        .filter(other -> !Arrays.equals(other, envelope))
        .flatMap(other -> open(crypto, record.peer(), other))
        .filter(other -> Long.compareUnsigned(other.record.sequence(), record.sequence()) >= 0)
        .orElse(this);
  }
}
