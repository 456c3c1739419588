package org.helia.net.perf.internal;

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
class PerfTest {
  private final MemoryNetwork network = new MemoryNetwork();

  @AfterEach
  void close() {
    network.close();
  }

  private Stream open() {
    network.host(2).speak(Perf.PROTOCOL_NAME, new Perf());
    return network.connect(1, 2).open(Perf.PROTOCOL_NAME);
  }

  private static long received(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    long sum = 0;
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer.clear())) {
      sum += count;
    }
    return sum;
  }

  private static void ask(Stream stream, long wanted, int sent) {
    stream.write(ByteBuffer.allocate(Long.BYTES).putLong(wanted).flip());
    stream.write(ByteBuffer.allocate(sent));
    stream.closeWrite();
  }

  @Test
  void perf_bytesUpAndDown_sendsWhatWasAskedFor() {
    Stream stream = open();
    ask(stream, 200_001, 300_000);
    assertThat(received(stream)).isEqualTo(200_001);
  }

  @Test
  void perf_nothingWanted_sendsNothing() {
    Stream stream = open();
    ask(stream, 0, 1);
    assertThat(received(stream)).isZero();
  }

  @Test
  void perf_numberCutOff_isReset() {
    Stream stream = open();
    stream.write(ByteBuffer.allocate(3));
    stream.closeWrite();
    assertThatThrownBy(() -> received(stream)).isInstanceOf(NetException.class);
  }
}
