package org.helia.net.internal;

/** Over TCP or WebSockets: frames of yamux, written without heed of what comes back. */
final class YamuxAssault implements Assault {
  private final HostilePeer peer;
  private long nextId = 1;

  /**
   * @param peer has shaken hands
   */
  YamuxAssault(HostilePeer peer) {
    this.peer = peer;
  }

  private long newId() {
    long id = nextId;
    nextId += 2;
    return id;
  }

  @Override
  public void open(byte[]... begin) throws InterruptedException {
    peer.sendAll(Bytes.data(Bytes.SYN, newId(), Bytes.join(begin)));
  }

  @Override
  public void openAndEnd(byte[]... begin) throws InterruptedException {
    peer.sendAll(Bytes.data(Bytes.SYN | Bytes.FIN, newId(), Bytes.join(begin)));
  }

  @Override
  public void openAndReset(byte[]... begin) throws InterruptedException {
    long id = newId();
    peer.sendAll(
        Bytes.data(Bytes.SYN, id, Bytes.join(begin)),
        Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.RST, id, 0));
  }

  @Override
  public Assault deaf() {
    peer.deaf();
    return this;
  }

  @Override
  public boolean isOpen() {
    return peer.isOpen();
  }

  @Override
  public boolean isAnswered() {
    return peer.received() > 0;
  }

  @Override
  public void close() {
    peer.close();
  }
}
