package org.helia.net.yamux.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.helia.api.net.NetException;
import org.helia.net.spi.MuxedStream;

/** Any bytes as what a remote sends: refused with a go-away, or read as frames; nothing else. */
public final class YamuxFuzz {
  private static final FrameHeader QUESTION = FrameHeader.ping(FrameHeader.SYN, 4_711);

  private YamuxFuzz() {}

  /** One input of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    try (RawPeer peer = new RawPeer()) {
      peer.received();
      peer.send(input);
      List<FrameHeader> answers = peer.received();
      if (!peer.isConnected()) {
        require(
            answers.stream().anyMatch(each -> each.type() == FrameType.GO_AWAY) || isGoAway(input),
            "the connection has ended without a word");
      } else {
        readAll(peer);
      }
      // What nobody has read belongs to the stream, also when its connection is gone.
      peer.scope().all().forEach(MuxedStream::reset);
    }
  }

  /** A remote may end the connection in the middle of anything. */
  private static boolean isGoAway(byte[] input) {
    for (int at = 0; at + 1 < input.length; at++) {
      if (input[at] == 0 && input[at + 1] == FrameType.GO_AWAY.ordinal()) {
        return true;
      }
    }
    return false;
  }

  private static void readAll(RawPeer peer) {
    for (MuxedStream stream : peer.scope().all()) {
      stream.timeout(Duration.ofNanos(1));
      try {
        ByteBuffer buffer = ByteBuffer.allocate(1_024);
        while (stream.read(buffer.clear()) >= 0) {
          require(buffer.position() > 0, "a read without a byte");
        }
      } catch (NetException expected) {
        // Nothing more came, or the stream was reset.
      }
    }
    require(!peer.received().contains(QUESTION), "a question that nobody asked");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
