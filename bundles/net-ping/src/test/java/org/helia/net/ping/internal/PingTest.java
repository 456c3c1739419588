package org.helia.net.ping.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.helia.api.net.NetException;
import org.helia.api.net.Stream;
import org.helia.testkit.net.MemoryNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PingTest {
  private final MemoryNetwork network = new MemoryNetwork();

  @AfterEach
  void close() {
    network.close();
  }

  private Stream open() {
    network.host(2).speak(Ping.PROTOCOL_NAME, new Ping());
    return network.connect(1, 2).open(Ping.PROTOCOL_NAME);
  }

  private static byte[] ask(Stream stream, byte[] ping) {
    stream.write(ByteBuffer.wrap(ping));
    ByteBuffer answer = ByteBuffer.allocate(ping.length);
    while (answer.hasRemaining()) {
      assertThat(stream.read(answer)).isPositive();
    }
    return answer.array();
  }

  @Test
  void ping_severalTimes_answersTheSame() {
    Stream stream = open();
    for (int i = 0; i < 10; i++) {
      byte[] ping = new byte[Ping.BYTES];
      ping[0] = (byte) i;
      assertThat(ask(stream, ping)).isEqualTo(ping);
    }
    stream.closeWrite();
    assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void ping_inPieces_answersWhenItIsWhole() {
    Stream stream = open();
    stream.write(ByteBuffer.allocate(10));
    assertThat(ask(stream, new byte[22])).hasSize(22);
    ByteBuffer rest = ByteBuffer.allocate(10);
    while (rest.hasRemaining()) {
      assertThat(stream.read(rest)).isPositive();
    }
  }

  @Test
  void ping_cutOff_isReset() {
    Stream stream = open();
    stream.write(ByteBuffer.allocate(10));
    stream.closeWrite();
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1))).isInstanceOf(NetException.class);
  }
}
