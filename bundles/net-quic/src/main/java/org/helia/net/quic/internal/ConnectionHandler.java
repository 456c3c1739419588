package org.helia.net.quic.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.helia.api.crypto.BadCertificateException;
import org.helia.api.crypto.PeerCertificates;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.stream.FairWorkers;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection of a QUIC channel when the handshake is done. The certificate has been checked
 * during the handshake; here it is looked up whose it is.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private final PeerCertificates certificates;
  private final FairWorkers workers;
  private final ConnectionSetup setup;
  private final Duration idle;
  private final Multiaddr local;
  private final Multiaddr remote;
  private @Nullable QuicConnection connection;
  private @Nullable Throwable cause;

  ConnectionHandler(
      PeerCertificates certificates,
      FairWorkers workers,
      ConnectionSetup setup,
      Duration idle,
      Multiaddr local,
      Multiaddr remote) {
    this.certificates = certificates;
    this.workers = workers;
    this.setup = setup;
    this.idle = idle;
    this.local = local;
    this.remote = remote;
  }

  /** The remote has opened a stream. */
  void accept(QuicStreamChannel opened) {
    if (connection == null) {
      opened.shutdown(0);
    } else {
      connection.accept(opened);
    }
  }

  /** Takes the streams that the remote opens. */
  ChannelInitializer<QuicStreamChannel> streams() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(QuicStreamChannel opened) {
        accept(opened);
      }
    };
  }

  /** What the handshake failed of, as far as that is known better. */
  Throwable cause(Throwable found) {
    return cause == null ? found : cause;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    QuicChannel channel = (QuicChannel) context.channel();
    try {
      MuxedConnection.Path path =
          new MuxedConnection.Path(
              QuicTransport.NAME, "quic", "quic", remoteKey(channel), local, remote);
      connection = new QuicConnection(channel, path, setup.scope(), workers.of(path.remoteKey()));
      if (setup.initiator()) {
        KeepAlive.start(channel, connection, idle);
      }
      setup.established(connection);
    } catch (HandshakeException | WrongPeerException | BadCertificateException e) {
      setup.failed(e);
      channel.close();
    }
    super.channelActive(context);
  }

  private PublicKey remoteKey(QuicChannel channel) {
    PublicKey key = certificates.verify(chain(channel));
    PeerId found = PeerId.of(key);
    setup
        .expectedPeer()
        .filter(expected -> !expected.equals(found))
        .ifPresent(
            expected -> {
              throw new WrongPeerException(remote, expected, found);
            });
    return key;
  }

  private static List<X509Certificate> chain(QuicChannel channel) {
    try {
      Certificate[] sent = channel.sslEngine().getSession().getPeerCertificates();
      return Arrays.stream(sent).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException e) {
      throw new HandshakeException("the remote has sent no certificate", e);
    }
  }

  /**
   * When the remote closes, the channel stays for some round trips to absorb what is still on its
   * way; what the connection holds is given back at once, as a new one may follow.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-10.2.2">RFC 9000, Draining</a>
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof QuicConnectionCloseEvent close) {
      if (!close.isApplicationClose() || close.error() != 0) {
        cause = new ConnectionClosedException(told(close));
      }
      if (connection != null) {
        connection.ended(cause);
      } else {
        context.close();
      }
    }
    if (event instanceof QuicStreamLimitChangedEvent && connection != null) {
      connection.openAsAllowed();
    }
    super.userEventTriggered(context, event);
  }

  private String told(QuicConnectionCloseEvent close) {
    return "the remote %s the connection (%s error 0x%x)"
        .formatted(
            connection == null ? "rejected" : "ended",
            close.isApplicationClose() ? "application" : "transport",
            close.error());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    cause = error;
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    QuicChannel channel = (QuicChannel) context.channel();
    if (channel.isTimedOut() && cause == null) {
      cause = new ConnectionClosedException("the remote said nothing for too long");
    }
    if (connection != null) {
      connection.ended(cause);
    } else {
      setup.failed(
          new HandshakeException(
              "no QUIC connection with "
                  + remote
                  + (cause == null ? ": the remote hung up" : ": " + cause.getMessage())));
    }
    super.channelInactive(context);
  }
}
