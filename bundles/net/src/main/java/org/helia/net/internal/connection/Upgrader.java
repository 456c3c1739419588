package org.helia.net.internal.connection;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.net.spi.SecureChannel.Secured;
import org.helia.net.spi.multistream.NegotiationHandler;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;

/**
 * Secures and muxes raw channels: agrees on a secure channel, lets it shake hands, then on a muxer
 * unless the handshake has done that, too. Everything runs on the channel's event loop.
 *
 * @see <a
 *     href="https://github.com/libp2p/specs/blob/master/connections/README.md#upgrading-connections">
 *     Upgrading Connections</a>
 */
final class Upgrader {
  private final Plugins<SecureChannel> secureChannels;
  private final Plugins<Muxer> muxers;

  Upgrader(Plugins<SecureChannel> secureChannels, Plugins<Muxer> muxers) {
    this.secureChannels = secureChannels;
    this.muxers = muxers;
  }

  /** What carries a connection, and between which addresses. */
  record Ends(String transport, Multiaddr local, Multiaddr remote) {}

  /** Ends in one of the attempt's ends; closes the channel when it fails. */
  void upgrade(Attempt attempt, Channel channel, Ends ends) {
    if (!channel.eventLoop().inEventLoop()) {
      channel.eventLoop().execute(() -> upgrade(attempt, channel, ends));
      return;
    }
    Step step = new Step(attempt, channel, ends);
    step.secure()
        .thenCompose(step::mux)
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                attempt.established(connection);
              } else {
                channel.close();
                attempt.failed(cause(failure));
              }
            });
    channel.config().setAutoRead(true);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** The upgrade of one channel. */
  private final class Step {
    private final Attempt attempt;
    private final Channel channel;
    private final Ends ends;
    private final Duration timeout;

    Step(Attempt attempt, Channel channel, Ends ends) {
      this.attempt = attempt;
      this.channel = channel;
      this.ends = ends;
      this.timeout = attempt.timeout();
    }

    CompletableFuture<SecuredBy> secure() {
      return agree(secureChannels, SecureChannel::protocol, "secure channel")
          .thenCompose(this::shakeHands);
    }

    private CompletableFuture<SecuredBy> shakeHands(Plugin<SecureChannel> chosen) {
      SecureChannel secureChannel = chosen.service();
      List<String> offered = muxers.all().stream().map(each -> each.service().protocol()).toList();
      SecureChannel.Handshake handshake =
          new SecureChannel.Handshake(
              attempt.initiator(), attempt.localKey(), attempt.expectedPeer(), offered, timeout);
      CompletableFuture<Secured> secured;
      try {
        secured = secureChannel.secure(channel, handshake);
      } catch (RuntimeException e) {
        secured = CompletableFuture.failedFuture(e);
      }
      return secured
          .whenComplete((result, failure) -> chosen.exit())
          .thenApply(result -> checked(new SecuredBy(secureChannel.protocol(), result)));
    }

    private SecuredBy checked(SecuredBy by) {
      PeerId found = PeerId.of(by.secured().remoteKey());
      attempt
          .expectedPeer()
          .filter(expected -> !expected.equals(found))
          .ifPresent(
              expected -> {
                throw new WrongPeerException(ends.remote(), expected, found);
              });
      attempt.resources().belongsTo(found);
      return by;
    }

    CompletableFuture<MuxedConnection> mux(SecuredBy by) {
      Optional<String> early = by.secured().muxer();
      CompletableFuture<Plugin<Muxer>> chosen =
          early.isPresent()
              ? enter(muxers, Muxer::protocol, early.get(), "muxer")
              : agree(muxers, Muxer::protocol, "muxer");
      return chosen.thenApply(plugin -> muxWith(plugin, by));
    }

    private MuxedConnection muxWith(Plugin<Muxer> plugin, SecuredBy by) {
      try {
        Muxer muxer = plugin.service();
        MuxedConnection.Path path =
            new MuxedConnection.Path(
                ends.transport(),
                by.protocol(),
                muxer.protocol(),
                by.secured().remoteKey(),
                ends.local(),
                ends.remote());
        return muxer.mux(channel, attempt.initiator(), path, attempt.scope());
      } finally {
        plugin.exit();
      }
    }

    /** Multistream-select over a plugin family. */
    private <T> CompletableFuture<Plugin<T>> agree(
        Plugins<T> family, Function<T, String> name, String what) {
      List<String> names =
          family.all().stream().map(plugin -> name.apply(plugin.service())).toList();
      if (names.isEmpty()) {
        return CompletableFuture.failedFuture(
            new HandshakeException(
                "no %s is there: feature:install %s".formatted(what, family.family().feature())));
      }
      NegotiationHandler negotiation =
          attempt.initiator()
              ? NegotiationHandler.initiator(names, timeout)
              : NegotiationHandler.responder(names::contains, timeout);
      channel.pipeline().addLast(negotiation);
      return negotiation
          .agreed()
          .thenCompose(
              agreed ->
                  agreed.isPresent()
                      ? enter(family, name, agreed.get(), what)
                      : CompletableFuture.failedFuture(nothingInCommon(what, names)));
    }

    private <T> CompletableFuture<Plugin<T>> enter(
        Plugins<T> family, Function<T, String> name, String chosen, String what) {
      return family.all().stream()
          .filter(plugin -> name.apply(plugin.service()).equals(chosen))
          .filter(Plugin::enter)
          .findFirst()
          .map(CompletableFuture::completedFuture)
          .orElseGet(
              () ->
                  CompletableFuture.failedFuture(
                      new HandshakeException(
                          "the %s %s has gone in the middle of the handshake"
                              .formatted(what, chosen))));
    }

    private HandshakeException nothingInCommon(String what, List<String> names) {
      return new HandshakeException(
          "the remote knows no %s of %s".formatted(what, String.join(", ", names)));
    }
  }

  /** What came of securing a channel. */
  private record SecuredBy(String protocol, Secured secured) {}
}
