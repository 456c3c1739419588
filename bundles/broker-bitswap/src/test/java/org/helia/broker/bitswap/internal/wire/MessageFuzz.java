package org.helia.broker.bitswap.internal.wire;

import java.util.Optional;
import org.helia.api.net.NetException;

/** Any bytes as what a peer sends: refused, or read as messages that are the same once more. */
public final class MessageFuzz {
  private MessageFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    WireInput in = new WireInput(new Wire.Bytes(input));
    try {
      for (Optional<Message> message = Message.read(in);
          message.isPresent();
          message = Message.read(in)) {
        readAgain(message.get());
      }
    } catch (NetException expected) {
      return; // It is no message.
    }
  }

  private static void readAgain(Message message) {
    Message again = Wire.read(Wire.write(message, ProtocolVersion.V1_2_0));
    boolean same =
        again.full() == message.full()
            && again.wants().equals(message.wants())
            && again.presences().equals(message.presences())
            && again.blocks().size() == message.blocks().size()
            && again.pendingBytes() == message.pendingBytes();
    if (!same) {
      throw new AssertionError("read again as " + again + ", not " + message);
    }
  }
}
