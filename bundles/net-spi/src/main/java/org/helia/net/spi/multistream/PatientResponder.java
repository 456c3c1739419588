package org.helia.net.spi.multistream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.helia.api.net.ByteStream;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamTimeoutException;

/**
 * Answers a remote bit by bit and gives its thread back when there is nothing to read. What belongs
 * together mostly comes together, so it looks a moment longer before it does.
 */
final class PatientResponder {
  private static final Duration MOMENT = Duration.ofMillis(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int END = -1;

  private final ByteStream stream;
  private final Negotiation negotiation;
  private final StreamNegotiation.Outcome done;
  private final ByteBuffer one = ByteBuffer.allocate(1);
  private Message.LengthReader length = new Message.LengthReader();
  private ByteBuffer body = ByteBuffer.allocate(0);
  private boolean inMessage;

  PatientResponder(ByteStream stream, Negotiation negotiation, StreamNegotiation.Outcome done) {
    this.stream = stream;
    this.negotiation = negotiation;
    this.done = done;
  }

  void begin() {
    stream.timeout(MOMENT);
    stream.whenReadable(this::goOn);
  }

  private void goOn() {
    Optional<String> agreed;
    try {
      agreed = readOn();
    } catch (StreamTimeoutException e) {
      stream.whenReadable(this::goOn);
      return;
    } catch (NetException e) {
      done.failed(e);
      return;
    }
    done.agreed(agreed);
  }

  /** Reads until the outcome is clear; throws when the rest is to come. */
  private Optional<String> readOn() {
    while (true) {
      if (!body.hasRemaining() && !readLength()) {
        return Optional.empty();
      }
      readBody();
      Negotiation.Step step = negotiation.receive(Message.text(body.array()));
      inMessage = false;
      length = new Message.LengthReader();
      if (!step.say().isEmpty()) {
        say(step);
      }
      if (step.over()) {
        return step.agreed();
      }
    }
  }

  /** The answer is short, yet a remote that takes nothing at all holds a thread for this long. */
  private void say(Negotiation.Step step) {
    stream.timeout(ANSWER);
    stream.write(ByteBuffer.wrap(Message.encode(step.say())));
    stream.timeout(MOMENT);
  }

  /**
   * @return false when the remote gave up before a message
   */
  private boolean readLength() {
    do {
      if (stream.read(one.clear()) == END) {
        if (inMessage) {
          throw cutOff();
        }
        return false;
      }
      inMessage = true;
    } while (!length.add(one.get(0)));
    body = ByteBuffer.allocate(length.value());
    return true;
  }

  private void readBody() {
    while (body.hasRemaining()) {
      if (stream.read(body) == END) {
        throw cutOff();
      }
    }
  }

  private static HandshakeException cutOff() {
    return new HandshakeException("the stream ended inside a multistream message");
  }
}
