package org.helia.net.spi.multistream;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.helia.api.net.HandshakeException;

/** One side of a negotiation: what it says, and what it makes of what it hears. */
abstract class Negotiation {
  /** How many proposals of the remote are answered. */
  static final int MAX_PROPOSALS = 64;

  private boolean headerSeen;

  /**
   * The side that proposes.
   *
   * @param protocols the best first, at least one
   */
  static Negotiation initiator(List<String> protocols) {
    return new Initiator(protocols);
  }

  /** The side that answers, and takes the first proposal that is supported. */
  static Negotiation responder(Predicate<String> supported) {
    return new Responder(supported);
  }

  /** What is said before anything is heard. */
  abstract List<String> opening();

  /**
   * Takes what the remote said.
   *
   * @throws HandshakeException when that has no place here
   */
  final Step receive(String text) {
    if (headerSeen) {
      return answer(text);
    }
    if (!text.equals(Message.HEADER)) {
      throw new HandshakeException(
          "expected %s, found %s".formatted(Message.HEADER, Names.quote(text)));
    }
    headerSeen = true;
    return header();
  }

  abstract Step header();

  abstract Step answer(String text);

  /**
   * What comes next.
   *
   * @param say what to send
   * @param agreed what both sides speak from now on; empty when they have not agreed
   * @param over whether the negotiation has ended
   */
  record Step(List<String> say, Optional<String> agreed, boolean over) {
    static Step goOn(String... say) {
      return new Step(List.of(say), Optional.empty(), false);
    }
  }

  private static final class Initiator extends Negotiation {
    private final List<String> protocols;
    private int proposed;

    Initiator(List<String> protocols) {
      if (protocols.isEmpty()) {
        throw new IllegalArgumentException("at least one protocol has to be proposed");
      }
      this.protocols = List.copyOf(protocols);
    }

    @Override
    List<String> opening() {
      return List.of(Message.HEADER, protocols.get(0));
    }

    @Override
    Step header() {
      return Step.goOn();
    }

    @Override
    Step answer(String text) {
      String proposal = protocols.get(proposed);
      if (text.equals(proposal)) {
        return new Step(List.of(), Optional.of(proposal), true);
      }
      if (!text.equals(Message.NOT_AVAILABLE)) {
        throw new HandshakeException(
            "proposed %s, and the answer is neither that nor %s but %s"
                .formatted(proposal, Message.NOT_AVAILABLE, Names.quote(text)));
      }
      proposed++;
      return proposed == protocols.size()
          ? new Step(List.of(), Optional.empty(), true)
          : Step.goOn(protocols.get(proposed));
    }
  }

  /**
   * Also answers {@code na} to {@code /libp2p/simultaneous-connect}, upon which a remote that opens
   * at the same time goes on as the initiator that it is here.
   */
  private static final class Responder extends Negotiation {
    private final Predicate<String> supported;
    private int refused;

    Responder(Predicate<String> supported) {
      this.supported = supported;
    }

    @Override
    List<String> opening() {
      return List.of();
    }

    @Override
    Step header() {
      return Step.goOn(Message.HEADER);
    }

    @Override
    Step answer(String text) {
      if (supported.test(text)) {
        return new Step(List.of(text), Optional.of(text), true);
      }
      refused++;
      if (refused == MAX_PROPOSALS) {
        throw new HandshakeException(
            "none of %d proposals is spoken here, the last being %s"
                .formatted(MAX_PROPOSALS, Names.quote(text)));
      }
      return Step.goOn(Message.NOT_AVAILABLE);
    }
  }
}
