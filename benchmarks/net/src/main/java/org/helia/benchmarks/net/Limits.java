package org.helia.benchmarks.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.Crypto;
import org.helia.crypto.internal.NodeCrypto;

/** What the machine can do at best. */
final class Limits {
  private static final int FRAME = 65_535 - Aead.TAG_BYTES;
  private static final byte[] NO_ASSOCIATED_DATA = {};
  private static final double NANOS = 1e9;
  private static final int BUFFER = 256 * 1_024;

  private Limits() {}

  /** Seconds for so many bytes over one TCP connection on loopback, from one thread to another. */
  static double loopback(long bytes) throws IOException {
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel out = SocketChannel.open(server.getLocalAddress());
        SocketChannel in = server.accept()) {
      long start = System.nanoTime();
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(out, bytes));
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      for (long left = bytes; left > 0; ) {
        left -= in.read(buffer.clear());
      }
      sending.join();
      return (System.nanoTime() - start) / NANOS;
    }
  }

  private static void send(SocketChannel out, long bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      for (long left = bytes; left > 0; left -= buffer.limit()) {
        buffer.clear().limit((int) Math.min(left, BUFFER));
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds for sealing so many bytes in the largest frames of Noise, on one thread. */
  static double sealing(long bytes) {
    Crypto crypto = NodeCrypto.of("conscrypt", "bouncycastle", "jdk");
    Aead aead = crypto.aead(new byte[Aead.KEY_BYTES]);
    ByteBuffer plain = ByteBuffer.allocateDirect(FRAME);
    ByteBuffer sealed = ByteBuffer.allocateDirect(FRAME + Aead.TAG_BYTES);
    ByteBuffer nonce = ByteBuffer.allocate(Aead.NONCE_BYTES);
    long start = System.nanoTime();
    for (long left = bytes; left > 0; left -= FRAME) {
      nonce.putLong(Integer.BYTES, left);
      aead.seal(nonce.array(), NO_ASSOCIATED_DATA, plain.clear(), sealed.clear());
    }
    return (System.nanoTime() - start) / NANOS;
  }
}
