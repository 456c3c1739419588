package org.helia.net.spi.multistream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.helia.api.net.HandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on a channel's next protocol. Add it to the end of the pipeline; it begins at once and
 * takes itself away when it is done.
 *
 * <p>{@link #agreed()} completes on the channel's event loop, before any byte that follows the
 * negotiation is passed on, so that the next handlers can be added in time.
 */
public final class NegotiationHandler extends ByteToMessageDecoder {
  private final Negotiation negotiation;
  private final Duration timeout;
  private final CompletableFuture<Optional<String>> agreed = new CompletableFuture<>();
  private @Nullable ScheduledFuture<?> deadline;
  private boolean begun;

  private NegotiationHandler(Negotiation negotiation, Duration timeout) {
    this.negotiation = negotiation;
    this.timeout = timeout;
  }

  /**
   * The side that proposes.
   *
   * @param protocols the best first, at least one
   * @param timeout how long it may take until both have agreed
   */
  public static NegotiationHandler initiator(List<String> protocols, Duration timeout) {
    return new NegotiationHandler(Negotiation.initiator(protocols), timeout);
  }

  /**
   * The side that answers.
   *
   * @param supported whether a protocol is spoken here; called on the event loop
   * @param timeout how long it may take until both have agreed
   */
  public static NegotiationHandler responder(Predicate<String> supported, Duration timeout) {
    return new NegotiationHandler(Negotiation.responder(supported), timeout);
  }

  /**
   * What both sides speak from now on; empty when the remote speaks none of the proposals, which
   * only the initiator can see. The caller closes the channel then, and when it fails.
   *
   * @return fails with {@link HandshakeException} when the remote does not keep to
   *     multistream-select, hangs up or takes too long
   */
  public CompletableFuture<Optional<String>> agreed() {
    return agreed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(() -> fail(tooLate()), timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (context.channel().isActive()) {
      begin(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    begin(context);
    super.channelActive(context);
  }

  private void begin(ChannelHandlerContext context) {
    if (!begun) {
      begun = true;
      say(context, negotiation.opening());
      context.flush();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (agreed.isDone()) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      Optional<String> heard = Message.read(in);
      if (heard.isPresent()) {
        take(context, negotiation.receive(heard.get()));
      }
    } catch (HandshakeException e) {
      in.skipBytes(in.readableBytes());
      fail(e);
    }
  }

  private void take(ChannelHandlerContext context, Negotiation.Step step) {
    say(context, step.say());
    if (step.over()) {
      context.flush();
      cancelDeadline();
      agreed.complete(step.agreed());
      context.pipeline().remove(this);
    }
  }

  /** Flushed once for all that was read together. */
  private static void say(ChannelHandlerContext context, List<String> texts) {
    if (!texts.isEmpty()) {
      context.write(Unpooled.wrappedBuffer(Message.encode(texts)));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    context.flush();
    super.channelReadComplete(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    fail(new HandshakeException("the remote hung up while a protocol was negotiated"));
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(new HandshakeException("negotiating a protocol failed: " + cause.getMessage(), cause));
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    fail(new HandshakeException("the negotiation of a protocol was given up"));
  }

  private void fail(HandshakeException cause) {
    cancelDeadline();
    agreed.completeExceptionally(cause);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private HandshakeException tooLate() {
    return new HandshakeException(
        "no protocol was agreed on in %,d ms".formatted(timeout.toMillis()));
  }
}
