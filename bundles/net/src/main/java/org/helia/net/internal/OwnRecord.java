package org.helia.net.internal;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.PeerRecord;
import org.helia.api.net.SignedEnvelope;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.jspecify.annotations.Nullable;

/** Signs where this node is, anew only when that has changed. */
final class OwnRecord {
  private final PrivateKey key;
  private final Crypto crypto;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PeerRecord last;
  private @Nullable SignedEnvelope signed;

  OwnRecord(PrivateKey key, Crypto crypto, InstantSource clock) {
    this.key = key;
    this.crypto = crypto;
    this.clock = clock;
  }

  SignedEnvelope of(List<Multiaddr> addresses) {
    lock.lock();
    try {
      PeerRecord before = last;
      SignedEnvelope known = signed;
      if (before != null && known != null && before.addresses().equals(addresses)) {
        return known;
      }
      // The time makes the number rise over restarts, too.
      long earlier = before == null ? 0 : before.sequence();
      long sequence = Math.max(earlier + 1, clock.millis());
      PeerRecord record = new PeerRecord(PeerId.of(key.publicKey()), sequence, addresses);
      SignedEnvelope envelope = record.sign(crypto, key);
      last = record;
      signed = envelope;
      return envelope;
    } finally {
      lock.unlock();
    }
  }
}
