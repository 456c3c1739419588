package org.helia.net.spi.multistream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.helia.api.net.ByteStream;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.NetException;

/**
 * Agrees on a stream's protocol with blocking calls, none of which reads a byte that belongs to the
 * protocol. Each wait is bounded by the stream's {@link ByteStream#timeout}; the caller ends the
 * stream when the sides do not agree.
 */
public final class StreamNegotiation {
  private static final int END = -1;

  private StreamNegotiation() {}

  /**
   * Proposes one protocol after the other and waits for the remote's answers.
   *
   * @param protocols the best first, at least one
   * @return the first that the remote speaks; empty when it speaks none
   * @throws HandshakeException when the remote does not keep to multistream-select
   * @throws NetException when the stream ends or waits too long
   */
  public static Optional<String> select(ByteStream stream, List<String> protocols) {
    return run(stream, Negotiation.initiator(protocols));
  }

  /**
   * Proposes one protocol without waiting: the proposal goes out with the first bytes that are
   * written, or with the first read, and the remote's answer is checked when something is read.
   *
   * @param refused makes the error that reads throw when the remote does not speak it
   * @return the stream to be used instead of the given one
   */
  public static ByteStream lazily(
      ByteStream stream, String protocol, Supplier<? extends NetException> refused) {
    return new LazyStream(stream, Negotiation.initiator(List.of(protocol)), refused);
  }

  /**
   * Answers what the remote proposes.
   *
   * @param supported whether a protocol is spoken here
   * @return what was agreed on; empty when the remote gave up
   * @throws HandshakeException when the remote does not keep to multistream-select or proposes too
   *     much
   * @throws NetException when the stream ends in the middle or waits too long
   */
  public static Optional<String> respond(ByteStream stream, Predicate<String> supported) {
    return run(stream, Negotiation.responder(supported));
  }

  /**
   * As {@link #respond}, without holding a thread while the remote says nothing: for streams that
   * anybody may open. Nothing but the stream's end bounds it, so the caller resets a stream that
   * takes too long. Changes the stream's timeout.
   *
   * @param done takes the outcome, on a thread that may block
   */
  public static void respondInTime(ByteStream stream, Predicate<String> supported, Outcome done) {
    new PatientResponder(stream, Negotiation.responder(supported), done).begin();
  }

  /** Takes the outcome of a negotiation. */
  public interface Outcome {
    /**
     * @param protocol what was agreed on; empty when the remote gave up
     */
    void agreed(Optional<String> protocol);

    /** Takes what {@link #respond} would have thrown. */
    void failed(NetException cause);
  }

  private static Optional<String> run(ByteStream stream, Negotiation negotiation) {
    say(stream, negotiation.opening());
    return finish(stream, negotiation);
  }

  /** Goes on after the opening has been sent. */
  static Optional<String> finish(ByteStream stream, Negotiation negotiation) {
    while (true) {
      Optional<String> heard = hear(stream);
      if (heard.isEmpty()) {
        return Optional.empty();
      }
      Negotiation.Step step = negotiation.receive(heard.get());
      say(stream, step.say());
      if (step.over()) {
        return step.agreed();
      }
    }
  }

  private static void say(ByteStream stream, List<String> texts) {
    if (!texts.isEmpty()) {
      stream.write(ByteBuffer.wrap(Message.encode(texts)));
    }
  }

  private static Optional<String> hear(ByteStream stream) {
    Message.LengthReader length = new Message.LengthReader();
    ByteBuffer one = ByteBuffer.allocate(1);
    boolean begun = false;
    do {
      if (stream.read(one.clear()) == END) {
        if (begun) {
          throw cutOff();
        }
        return Optional.empty();
      }
      begun = true;
    } while (!length.add(one.get(0)));
    return Optional.of(body(stream, length.value()));
  }

  private static String body(ByteStream stream, int length) {
    ByteBuffer body = ByteBuffer.allocate(length);
    while (body.hasRemaining()) {
      if (stream.read(body) == END) {
        throw cutOff();
      }
    }
    return Message.text(body.array());
  }

  private static HandshakeException cutOff() {
    return new HandshakeException("the stream ended inside a multistream message");
  }
}
