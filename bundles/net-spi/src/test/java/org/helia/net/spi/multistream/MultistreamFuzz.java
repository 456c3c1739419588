package org.helia.net.spi.multistream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.helia.api.net.HandshakeException;
import org.helia.testkit.net.StreamPair;

/** Any bytes as what a remote proposes: both forms answer the same, however the bytes come. */
public final class MultistreamFuzz {
  private static final Predicate<String> SUPPORTED = "/a"::equals;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private MultistreamFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    String whole = inChannel(input, input.length);
    same(whole, inChannel(input, 1));
    same(whole, onStream(input));
  }

  private static String inChannel(byte[] input, int piece) {
    NegotiationHandler handler = NegotiationHandler.responder(SUPPORTED, TIMEOUT);
    EmbeddedChannel channel = new EmbeddedChannel(handler);
    for (int at = 0; at < input.length; at += piece) {
      ByteBuf next = Unpooled.copiedBuffer(input, at, Math.min(piece, input.length - at));
      channel.writeInbound(next);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      byte[] bytes = new byte[next.readableBytes()];
      next.readBytes(bytes).release();
      said.writeBytes(bytes);
    }
    boolean agreed = handler.agreed().isDone() && !handler.agreed().isCompletedExceptionally();
    channel.finishAndReleaseAll();
    return agreed + " " + Arrays.toString(said.toByteArray());
  }

  private static String onStream(byte[] input) {
    StreamPair pair = StreamPair.open();
    pair.left().write(ByteBuffer.wrap(input));
    pair.left().closeWrite();
    Optional<String> agreed;
    try {
      agreed = StreamNegotiation.respond(pair.right(), SUPPORTED);
    } catch (HandshakeException expected) {
      agreed = Optional.empty();
    }
    pair.right().closeWrite();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    while (pair.left().read(buffer.clear()) >= 0) {
      said.write(buffer.array(), 0, buffer.position());
    }
    return agreed.isPresent() + " " + Arrays.toString(said.toByteArray());
  }

  private static void same(String expected, String found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }
}
