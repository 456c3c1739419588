package org.helia.shell.internal.fake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.bitswap.Bitswap;
import org.helia.api.bitswap.BitswapLedger;
import org.helia.api.bitswap.BitswapStat;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;

/** An exchange that says what it is told to. */
public final class FakeBitswap implements Bitswap {
  /** What it says of itself. */
  public BitswapStat stat = new BitswapStat(List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0);

  /** What peers want. */
  public final Map<PeerId, List<Cid>> wantlists = new HashMap<>();

  /** What was exchanged. */
  public final Map<PeerId, BitswapLedger> ledgers = new HashMap<>();

  @Override
  public BitswapStat stat() {
    return stat;
  }

  @Override
  public List<Cid> wantlist() {
    return stat.wantlist();
  }

  @Override
  public List<Cid> wantlist(PeerId peer) {
    return wantlists.getOrDefault(peer, List.of());
  }

  @Override
  public BitswapLedger ledger(PeerId peer) {
    return ledgers.getOrDefault(peer, new BitswapLedger(peer, 0, 0, 0));
  }
}
