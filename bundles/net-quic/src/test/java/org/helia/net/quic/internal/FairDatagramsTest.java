package org.helia.net.quic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairDatagramsTest {
  private static final InetSocketAddress HERE = address(1);
  private static final InetSocketAddress FLOODS = address(2);
  private static final InetSocketAddress HONEST = address(3);
  private static final int PACKET = 1_000;
  private static final int COUNTED = PACKET + FairDatagrams.PACKET_OVERHEAD;
  private static final int PACKETS_OF_A_TURN = 20;

  private long nanos;
  private final Codec codec = new Codec();
  private final EmbeddedChannel socket = new EmbeddedChannel(new FairDatagrams(() -> nanos), codec);

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Says whose packets it gets, and takes as long for each as it is told. */
  private final class Codec extends ChannelInboundHandlerAdapter {
    private final List<InetSocketAddress> from = new ArrayList<>();
    private long nanosOfOne;
    private int completed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      from.add(packet.sender());
      packet.release();
      nanos += nanosOfOne;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      completed++;
    }
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private List<ByteBuf> read(InetSocketAddress sender, int packets) {
    List<ByteBuf> bytes = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      ByteBuf packet = Unpooled.directBuffer(PACKET).writeZero(PACKET);
      bytes.add(packet);
      socket.pipeline().fireChannelRead(new DatagramPacket(packet, HERE, sender));
    }
    return bytes;
  }

  private void readComplete() {
    socket.pipeline().fireChannelReadComplete();
  }

  private void runTurns(int turns) {
    for (int i = 0; i < turns; i++) {
      socket.runScheduledPendingTasks();
    }
  }

  @Test
  void read_withinATurn_passesOnAtOnce() {
    read(FLOODS, 10);
    assertThat(codec.from).hasSize(10);
    readComplete();
    assertThat(codec.completed).isEqualTo(1);
  }

  @Test
  void read_floodTakesLongerThanATurn_thePacketOfAnotherIsNext() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS / PACKETS_OF_A_TURN;
    read(FLOODS, 1_000);
    read(HONEST, 1);
    assertThat(codec.from).hasSize(PACKETS_OF_A_TURN).containsOnly(FLOODS);

    readComplete();
    runTurns(100);
    assertThat(codec.from.indexOf(HONEST)).isLessThan(2 * PACKETS_OF_A_TURN);
    assertThat(codec.from).hasSize(1_001);
  }

  @Test
  void read_whileOthersWait_whoBeginsComesBeforeThem() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS / PACKETS_OF_A_TURN;
    read(FLOODS, 1_000);
    readComplete();
    runTurns(1);
    read(HONEST, 1);
    int before = codec.from.size();
    readComplete();
    assertThat(codec.from.get(before)).isEqualTo(HONEST);
  }

  @Test
  void read_moreThanHalfOfTheRoom_isDroppedAndOthersHaveRoom() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS;
    List<ByteBuf> packets = read(FLOODS, FairDatagrams.MAX_WAITING / COUNTED);
    read(HONEST, 1);
    assertThat(packets).allSatisfy(packet -> assertThat(packet.refCnt()).isZero());
    readComplete();
    codec.nanosOfOne = 0;
    runTurns(1);

    assertThat(codec.from).contains(HONEST);
    assertThat(Collections.frequency(codec.from, FLOODS))
        .isEqualTo(1 + FairDatagrams.MAX_WAITING / 2 / COUNTED);
  }

  @Test
  void read_emptyPackets_haveALimitToo() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS;
    int most = FairDatagrams.MAX_WAITING / FairDatagrams.PACKET_OVERHEAD;
    for (int i = 0; i < 2 * most; i++) {
      socket.pipeline().fireChannelRead(new DatagramPacket(Unpooled.EMPTY_BUFFER, HERE, FLOODS));
    }
    readComplete();
    codec.nanosOfOne = 0;
    runTurns(1);

    assertThat(codec.from).hasSize(1 + most / 2);
  }

  /** Whoever invents an address for each packet must not keep those out that send for long. */
  @Test
  void read_othersBeginAllTheTime_whoHasWaitedHasTurns() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS / PACKETS_OF_A_TURN;
    read(HONEST, 100);
    for (int port = 1_000; port < 3_000; port++) {
      read(address(port), 1);
    }
    readComplete();
    runTurns(200);

    assertThat(codec.from.lastIndexOf(HONEST)).isLessThan(1_000);
    assertThat(codec.from).hasSize(2_100);
  }

  @Test
  void close_packetsWait_releasesThem() {
    codec.nanosOfOne = FairDatagrams.TURN_NANOS;
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    for (int i = 0; i < 10; i++) {
      ByteBuf packet = memory.directBuffer(PACKET).writeZero(PACKET);
      socket.pipeline().fireChannelRead(new DatagramPacket(packet, HERE, FLOODS));
    }
    assertThat(codec.from).hasSize(1);
    assertThat(memory.metric().usedDirectMemory()).isEqualTo(9 * PACKET);
    socket.close();
    runTurns(1);
    assertThat(memory.metric().usedDirectMemory()).isZero();
  }
}
