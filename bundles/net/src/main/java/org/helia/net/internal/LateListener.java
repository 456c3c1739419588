package org.helia.net.internal;

import org.helia.api.net.Connection;
import org.helia.api.net.NetListener;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.LateService;

/** A listener that is fetched when there is something to hear. */
final class LateListener implements NetListener {
  private final LateService<NetListener> late;

  LateListener(LateService<NetListener> late) {
    this.late = late;
  }

  @Override
  public void connected(Connection connection) {
    late.get().ifPresent(listener -> listener.connected(connection));
  }

  @Override
  public void disconnected(Connection connection) {
    late.get().ifPresent(listener -> listener.disconnected(connection));
  }

  @Override
  public void identified(PeerId peer) {
    late.get().ifPresent(listener -> listener.identified(peer));
  }

  @Override
  public void addressesChanged() {
    late.get().ifPresent(NetListener::addressesChanged);
  }

  @Override
  public void protocolsChanged() {
    late.get().ifPresent(NetListener::protocolsChanged);
  }
}
