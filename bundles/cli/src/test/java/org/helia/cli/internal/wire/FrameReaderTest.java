package org.helia.cli.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  @Test
  void next_frames_givesTypesAndPayloads() throws IOException {
    FrameReader reader = reader("0b00000003616263" + "0c00000000" + "0d0000000178");

    assertThat(reader.next()).isEqualTo(11);
    assertThat(text(reader.payload())).isEqualTo("abc");
    assertThat(reader.next()).isEqualTo(12);
    assertThat(reader.payload().remaining()).isZero();
    assertThat(reader.next()).isEqualTo(13);
    assertThat(text(reader.payload())).isEqualTo("x");
    assertThat(reader.next()).isEqualTo(FrameReader.END);
  }

  @Test
  void next_payloadNotTaken_isSkipped() throws IOException {
    FrameReader reader = reader("0b00000003616263" + "0d0000000178");

    reader.next();

    assertThat(reader.next()).isEqualTo(13);
    assertThat(text(reader.payload())).isEqualTo("x");
  }

  @Test
  void next_lengthOverLimit_isRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(() -> reader("0b00040001").next())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("262145 bytes")
        .hasMessageContaining("262144 are allowed");
  }

  @Test
  void next_negativeLength_isRefused() {
    assertThatThrownBy(() -> reader("0bffffffff").next())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("4294967295 bytes");
  }

  @Test
  void next_headerCutOff_isRefused() {
    assertThatThrownBy(() -> reader("0b0000").next())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("header");
  }

  @Test
  void next_payloadCutOff_isRefused() {
    assertThatThrownBy(() -> reader("0b000000036162").next())
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("within a frame of type 11");
  }

  @Property(tries = 300)
  void next_anyBytes_endsOrIsRefused(@ForAll @Size(max = 64) byte[] bytes) throws IOException {
    FrameReader reader = new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
    int read = 0;
    try {
      while (reader.next() != FrameReader.END) {
        read += Frames.HEADER_BYTES + reader.payload().remaining();
      }
      assertThat(read).isEqualTo(bytes.length);
    } catch (ProtocolException e) {
      assertThat(read).isLessThan(bytes.length);
    }
  }

  @Test
  void next_largestFrameInSmallPieces_isWhole() throws IOException {
    byte[] payload = new byte[Frames.MAX_PAYLOAD_BYTES];
    payload[payload.length - 1] = 7;
    ByteBuffer stream = ByteBuffer.allocate(2 * (Frames.HEADER_BYTES + payload.length));
    for (int i = 0; i < 2; i++) {
      stream.put((byte) 9).putInt(payload.length).put(payload);
    }
    FrameReader reader = new FrameReader(new Trickle(stream.flip(), 1000));

    for (int i = 0; i < 2; i++) {
      assertThat(reader.next()).isEqualTo(9);
      assertThat(reader.payload().remaining()).isEqualTo(payload.length);
      assertThat(reader.payload().get(payload.length - 1)).isEqualTo((byte) 7);
    }
    assertThat(reader.next()).isEqualTo(FrameReader.END);
  }

  private static FrameReader reader(String hex) {
    return new FrameReader(
        Channels.newChannel(new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /** Gives a few bytes at each read. */
  private static final class Trickle implements ReadableByteChannel {
    private final ByteBuffer source;
    private final int portion;

    Trickle(ByteBuffer source, int portion) {
      this.source = source;
      this.portion = portion;
    }

    @Override
    public int read(ByteBuffer to) {
      if (!source.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(portion, to.remaining()), source.remaining());
      to.put(source.slice(source.position(), count));
      source.position(source.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
