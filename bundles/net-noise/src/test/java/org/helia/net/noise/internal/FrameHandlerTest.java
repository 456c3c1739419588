package org.helia.net.noise.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoException;
import org.helia.api.net.NetException;
import org.helia.crypto.internal.NodeCrypto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHandlerTest {
  private static final Crypto CRYPTO = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
  private static final byte[] KEY = new byte[Aead.KEY_BYTES];

  private final EmbeddedChannel sender = channel(0);
  private final EmbeddedChannel receiver = channel(0);

  @AfterEach
  void close() {
    sender.finishAndReleaseAll();
    receiver.finishAndReleaseAll();
  }

  private static EmbeddedChannel channel(long next) {
    return new EmbeddedChannel(
        new FrameHandler(
            new NoiseHandshake.Ciphers(
                new CipherState(CRYPTO.aead(KEY), next), new CipherState(CRYPTO.aead(KEY), next))));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private List<ByteBuf> frames() {
    List<ByteBuf> frames = new ArrayList<>();
    for (ByteBuf frame = sender.readOutbound(); frame != null; frame = sender.readOutbound()) {
      frames.add(frame);
    }
    return frames;
  }

  private byte[] received() {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = receiver.readInbound(); part != null; part = receiver.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 65518, 65519, 65520, 131038, 131039, 1_000_000})
  void write_oneBuffer_comesOutInAsFewFramesAsPossible(int length) {
    byte[] content = bytes(length);
    ByteBuf direct = Unpooled.directBuffer(length).writeBytes(content);

    sender.writeOutbound(direct);
    List<ByteBuf> frames = frames();
    frames.forEach(receiver::writeInbound);

    assertThat(frames).hasSize((length + 65518) / 65519);
    assertThat(received()).isEqualTo(content);
    assertThat(direct.refCnt()).isZero();
    assertThat(frames).allMatch(frame -> frame.refCnt() == 0);
  }

  @Test
  void flush_manySmallWrites_fillOneFrame() {
    List<ChannelFuture> writes = new ArrayList<>();
    List<ByteBuf> buffers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ByteBuf buffer = (i % 2 == 0 ? Unpooled.buffer() : Unpooled.directBuffer()).writeInt(i);
      buffers.add(buffer);
      writes.add(sender.write(buffer));
    }
    assertThat(frames()).isEmpty();
    assertThat(writes).noneMatch(ChannelFuture::isDone);

    sender.flush();
    List<ByteBuf> frames = frames();
    frames.forEach(receiver::writeInbound);

    assertThat(frames).hasSize(1);
    assertThat(writes).allMatch(ChannelFuture::isSuccess);
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
    assertThat(Unpooled.wrappedBuffer(received()).getInt(4 * 999)).isEqualTo(999);
  }

  @Test
  void write_bufferAcrossFrames_endsWithItsLastByte() {
    ChannelFuture small = sender.write(Unpooled.copiedBuffer(bytes(10)));
    ChannelFuture large = sender.write(Unpooled.copiedBuffer(bytes(100_000)));
    ChannelFuture empty = sender.write(Unpooled.EMPTY_BUFFER);
    sender.flush();
    List<ByteBuf> frames = frames();
    frames.forEach(receiver::writeInbound);

    assertThat(List.of(small, large, empty)).allMatch(ChannelFuture::isSuccess);
    assertThat(received()).hasSize(100_010);
  }

  @Test
  void read_anyPieces_giveTheContent() {
    byte[] content = bytes(400_000);
    sender.writeOutbound(Unpooled.copiedBuffer(content));
    ByteBuf wire = Unpooled.wrappedBuffer(frames().toArray(ByteBuf[]::new));
    Random random = new Random(7);
    while (wire.isReadable()) {
      int piece = Math.min(wire.readableBytes(), 1 + random.nextInt(90_000));
      receiver.writeInbound(ByteBufAllocator.DEFAULT.directBuffer(piece).writeBytes(wire, piece));
    }
    wire.release();

    assertThat(received()).isEqualTo(content);
  }

  @Test
  void read_changedFrame_closesAndPassesNothingOn() {
    sender.write(Unpooled.copiedBuffer(bytes(10)));
    sender.flush();
    sender.write(Unpooled.copiedBuffer(bytes(20)));
    sender.flush();
    ByteBuf frames = Unpooled.wrappedBuffer(frames().toArray(ByteBuf[]::new));
    byte[] wire = ByteBufUtil.getBytes(frames);
    frames.release();
    wire[5] ^= 1;

    assertThatThrownBy(() -> receiver.writeInbound(Unpooled.copiedBuffer(wire)))
        .isInstanceOf(NetException.class)
        .hasMessage("a Noise frame of 26 bytes is not authentic");
    assertThat(receiver.isOpen()).isFalse();
    assertThat(received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16})
  void read_frameTooShortOrFalse_closes(int length) {
    byte[] wire = new byte[2 + length];
    wire[1] = (byte) length;

    assertThatThrownBy(() -> receiver.writeInbound(Unpooled.copiedBuffer(wire)))
        .isInstanceOf(NetException.class);
    assertThat(receiver.isOpen()).isFalse();
  }

  @Test
  void write_numbersUsedUp_failsAndCloses() {
    EmbeddedChannel last = channel(-2);
    ChannelFuture good = last.writeAndFlush(Unpooled.copiedBuffer(bytes(1)));
    ChannelFuture bad = last.write(Unpooled.copiedBuffer(bytes(2)));
    ChannelFuture behind = last.write(Unpooled.directBuffer().writeBytes(bytes(70_000)));
    last.flush();

    assertThat(good.isSuccess()).isTrue();
    assertThat(bad.cause()).isInstanceOf(CryptoException.class);
    assertThat(behind.cause()).isInstanceOf(CryptoException.class);
    assertThat(last.isOpen()).isFalse();
    last.finishAndReleaseAll();
  }

  @Test
  void close_waitingWrites_fail() {
    ByteBuf buffer = Unpooled.copiedBuffer(bytes(10));
    ChannelFuture write = sender.write(buffer);

    sender.close();

    assertThat(write.cause()).isInstanceOf(ClosedChannelException.class);
    assertThat(buffer.refCnt()).isZero();
  }

  @Test
  void write_noBytes_isRefused() {
    assertThat(sender.write("text").cause())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secured channel takes bytes, not class java.lang.String");
  }
}
