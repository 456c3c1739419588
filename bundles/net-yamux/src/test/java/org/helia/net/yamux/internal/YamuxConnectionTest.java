package org.helia.net.yamux.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.net.spi.MuxedStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, frame by frame. */
class YamuxConnectionTest {
  private static final FrameHeader PROTOCOL_ERROR = FrameHeader.goAway(FrameHeader.PROTOCOL_ERROR);
  private static final int WINDOW = ReceiveWindow.INITIAL;

  private final RawPeer peer = new RawPeer();

  @BeforeEach
  void firstPing() {
    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.SYN, 1));
  }

  @AfterEach
  void close() {
    peer.close();
  }

  @Test
  void open_firstWrite_opensTheStreamWithTheData() {
    MuxedStream stream = peer.connection().open();
    assertThat(peer.received()).isEmpty();
    stream.write(bytes("hello"));
    stream.write(bytes("there"));

    assertThat(peer.received())
        .containsExactly(FrameHeader.data(FrameHeader.SYN, 2, 5), FrameHeader.data(0, 2, 5));
    assertThat(peer.data().toString(UTF_8)).isEqualTo("hellothere");
  }

  @Test
  void open_closedUnused_saysBothInOneFrame() {
    peer.connection().open().closeWrite();

    assertThat(peer.received())
        .containsExactly(FrameHeader.windowUpdate(FrameHeader.SYN | FrameHeader.FIN, 2, 0));
  }

  @Test
  void open_resetUnused_isNeverHeardOf() {
    peer.connection().open().reset();

    assertThat(peer.received()).isEmpty();
  }

  @Test
  void accept_streamWithData_isAcknowledgedAndRead() {
    MuxedStream stream = accept(1);
    peer.send(FrameHeader.data(FrameHeader.FIN, 1, 2), (byte) 'h', (byte) 'i');

    ByteBuffer read = ByteBuffer.allocate(10);
    assertThat(stream.read(read)).isEqualTo(2);
    assertThat(stream.read(read)).isEqualTo(-1);
  }

  @Test
  void accept_refused_isResetAndItsDataSkipped() {
    peer.scope().refuseStreams();
    peer.send(FrameHeader.data(FrameHeader.SYN, 1, 2), (byte) 'h', (byte) 'i');

    assertThat(peer.received()).containsExactly(FrameHeader.windowUpdate(FrameHeader.RST, 1, 0));
    peer.send(FrameHeader.ping(FrameHeader.SYN, 9));
    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.ACK, 9));
  }

  @Test
  void accept_numberOfThisSide_isAProtocolError() {
    peer.send(FrameHeader.windowUpdate(FrameHeader.SYN, 2, 0));

    assertRefused("a number of this side");
  }

  @Test
  void accept_streamThatIsOpen_isAProtocolError() {
    accept(1);
    peer.send(FrameHeader.windowUpdate(FrameHeader.SYN, 1, 0));

    assertRefused("which is open");
  }

  @Test
  void receive_wholeWindow_isTaken() {
    MuxedStream stream = accept(1);
    peer.send(FrameHeader.data(0, 1, WINDOW), new byte[WINDOW]);
    assertThat(peer.received()).isEmpty();

    ByteBuffer half = ByteBuffer.allocate(WINDOW / 2);
    assertThat(stream.read(half)).isEqualTo(WINDOW / 2);
    assertThat(peer.received()).containsExactly(FrameHeader.windowUpdate(0, 1, WINDOW / 2));
  }

  @Test
  void receive_oneByteMoreThanTheWindow_isAProtocolErrorBeforeItComes() {
    accept(1);
    peer.send(FrameHeader.data(0, 1, WINDOW));
    peer.send(new byte[WINDOW]);
    peer.send(FrameHeader.data(0, 1, 1));

    assertRefused("more than its window");
  }

  @Test
  void receive_fourGibibytesAnnounced_isAProtocolError() {
    accept(1);
    peer.send(new FrameHeader(FrameType.DATA, 0, 1, 0xffff_ffffL));

    assertRefused("4,294,967,295 bytes");
  }

  @Test
  void receive_largeFrameForNoStream_isAProtocolError() {
    peer.send(new FrameHeader(FrameType.DATA, 0, 77, 0xffff_ffffL));

    assertRefused("4,294,967,295 bytes");
  }

  @Test
  void receive_dataOfAStreamThatEndedHere_isSkipped() {
    accept(1).close();
    assertThat(peer.received()).containsExactly(FrameHeader.windowUpdate(FrameHeader.FIN, 1, 0));
    peer.send(FrameHeader.data(FrameHeader.FIN, 1, 3), new byte[3]);
    peer.send(FrameHeader.ping(FrameHeader.SYN, 9));

    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.ACK, 9));
  }

  @Test
  void receive_resetWithOpening_leavesNoStream() {
    peer.send(FrameHeader.windowUpdate(FrameHeader.SYN | FrameHeader.RST, 1, 0));
    MuxedStream stream = peer.scope().next();

    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
  }

  /** Any 32 bits may be the code, which is no window. */
  @Test
  void receive_resetWithAnErrorCode_resetsTheStreamAlone() {
    MuxedStream stream = accept(1);
    peer.send(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.RST, 1, 0xffff_ffffL));
    peer.send(FrameHeader.ping(FrameHeader.SYN, 9));

    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class);
    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.ACK, 9));
  }

  @Test
  void write_windowFull_goesOnAfterAnUpdate() {
    MuxedStream stream = peer.connection().open();
    stream.timeout(Duration.ofMillis(1));
    ByteBuffer much = ByteBuffer.allocate(WINDOW + 10);
    assertThatThrownBy(() -> stream.write(much)).isInstanceOf(StreamTimeoutException.class);
    assertThat(much.position()).isEqualTo(WINDOW);
    peer.received();
    peer.send(FrameHeader.windowUpdate(FrameHeader.ACK, 2, 20));
    stream.write(much);

    assertThat(peer.received()).containsExactly(FrameHeader.data(0, 2, 10));
  }

  @Test
  void write_windowUpdatesWithoutEnd_areAProtocolError() {
    peer.connection().open().write(bytes("hello"));
    peer.send(new FrameHeader(FrameType.WINDOW_UPDATE, FrameHeader.ACK, 2, 0xffff_ffffL));

    assertRefused("window updates");
  }

  @Test
  void write_moreStreamsThanTheRemoteTakes_waitsForItToTakeSome() {
    List<MuxedStream> streams = new ArrayList<>();
    for (int i = 0; i < YamuxConnection.MAX_BACKLOG; i++) {
      streams.add(peer.connection().open());
      streams.get(i).write(bytes("x"));
    }
    MuxedStream oneMore = peer.connection().open();
    oneMore.timeout(Duration.ofMillis(1));
    assertThatThrownBy(() -> oneMore.write(bytes("x")))
        .isInstanceOf(StreamTimeoutException.class)
        .hasMessageContaining("streams that it has to take");

    peer.send(FrameHeader.windowUpdate(FrameHeader.ACK, streams.get(0).id(), 0));
    oneMore.write(bytes("x"));
    assertThat(peer.received()).hasSize(YamuxConnection.MAX_BACKLOG + 1);
  }

  @Test
  void ping_asked_isAnsweredWithItsValue() {
    peer.send(FrameHeader.ping(FrameHeader.SYN, 0xffff_fffeL));

    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.ACK, 0xffff_fffeL));
  }

  @Test
  void keepAlive_answers_goesOn() {
    peer.send(FrameHeader.ping(FrameHeader.ACK, 1));
    peer.pass(Duration.ofSeconds(10));
    peer.pass(Duration.ofSeconds(30));

    assertThat(peer.received()).containsExactly(FrameHeader.ping(FrameHeader.SYN, 2));
    assertThat(peer.isConnected()).isTrue();
  }

  @Test
  void keepAlive_silence_endsTheConnection() {
    peer.pass(Duration.ofSeconds(10));
    peer.pass(Duration.ofSeconds(1));

    assertThat(peer.isConnected()).isFalse();
    assertThat(peer.end().join().orElseThrow())
        .isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("nothing for 10,000 ms after a ping");
  }

  @Test
  void keepAlive_dataThatCameWhileTheMachineSlept_goesOn() {
    peer.pass(Duration.ofSeconds(3_600));
    accept(1);
    peer.pass(Duration.ofSeconds(1));

    assertThat(peer.isConnected()).isTrue();
  }

  @Test
  void keepAlive_dataInsteadOfAnAnswer_goesOn() {
    peer.pass(Duration.ofSeconds(9));
    accept(1);
    peer.pass(Duration.ofSeconds(9));

    assertThat(peer.isConnected()).isTrue();
  }

  @Test
  void goAway_normal_opensNothingMoreAndClosesAfterTheLastStream() {
    MuxedStream stream = accept(1);
    peer.send(FrameHeader.goAway(FrameHeader.NORMAL));
    assertThatThrownBy(() -> peer.connection().open())
        .isInstanceOf(ConnectionClosedException.class);
    peer.send(FrameHeader.windowUpdate(FrameHeader.FIN, 1, 0));
    stream.closeWrite();

    assertThat(peer.received())
        .containsExactly(
            FrameHeader.windowUpdate(FrameHeader.FIN, 1, 0),
            FrameHeader.goAway(FrameHeader.NORMAL));
    assertThat(peer.isConnected()).isFalse();
    assertThat(peer.end().join()).isEmpty();
  }

  @Test
  void goAway_protocolError_isTold() {
    peer.send(PROTOCOL_ERROR);

    assertThat(peer.end().join().orElseThrow()).hasMessageContaining("protocol error");
  }

  @Test
  void hangUp_streamsOpen_isAnError() {
    MuxedStream stream = accept(1);
    peer.hangUp();

    assertThat(peer.end().join().orElseThrow()).hasMessageContaining("1 streams open");
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void hangUp_noStreams_isOrderly() {
    peer.hangUp();

    assertThat(peer.end().join()).isEmpty();
  }

  @Test
  void reset_framesThatWait_areDropped() {
    MuxedStream stream = peer.connection().open();
    stream.write(bytes("never sent"));
    stream.reset();

    assertThat(peer.received()).containsExactly(FrameHeader.windowUpdate(FrameHeader.RST, 2, 0));
  }

  private MuxedStream accept(long id) {
    peer.send(FrameHeader.windowUpdate(FrameHeader.SYN, id, 0));
    assertThat(peer.received()).contains(FrameHeader.windowUpdate(FrameHeader.ACK, id, 0));
    return peer.scope().next();
  }

  private void assertRefused(String why) {
    assertThat(peer.received()).contains(PROTOCOL_ERROR);
    assertThat(peer.isConnected()).isFalse();
    assertThat(peer.end().join().orElseThrow())
        .isInstanceOf(ProtocolViolation.class)
        .hasMessageContaining(why);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
