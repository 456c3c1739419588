package org.helia.net.quic.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has each dialler show that it gets what is sent to its address before anything is kept for it, so
 * that nobody can make this node send to others. The token is a code over the address, the time and
 * the first connection id, which nobody else can make.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-8.1">RFC 9000, address
 *     validation</a>
 */
final class RetryTokens implements QuicTokenHandler {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int CODE_SIZE = 32;
  private static final int HEADER_SIZE = CODE_SIZE + Long.BYTES;
  private static final int MAX_ID_SIZE = 20;
  private static final long MAX_AGE_MILLIS = 30_000;

  private final SecretKeySpec key;
  private final InstantSource clock;

  RetryTokens(InstantSource clock) {
    byte[] secret = new byte[CODE_SIZE];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf connectionId, InetSocketAddress address) {
    long now = clock.millis();
    byte[] id = bytes(connectionId);
    out.writeBytes(code(now, id, address)).writeLong(now).writeBytes(id);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    int idSize = token.readableBytes() - HEADER_SIZE;
    if (idSize < 0 || idSize > MAX_ID_SIZE) {
      return -1;
    }
    ByteBuf copy = token.slice();
    byte[] code = new byte[CODE_SIZE];
    copy.readBytes(code);
    long at = copy.readLong();
    boolean right = MessageDigest.isEqual(code, code(at, bytes(copy), address));
    long age = clock.millis() - at;
    return right && age >= 0 && age <= MAX_AGE_MILLIS ? HEADER_SIZE : -1;
  }

  @Override
  public int maxTokenLength() {
    return HEADER_SIZE + MAX_ID_SIZE;
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }

  private byte[] code(long at, byte[] id, InetSocketAddress address) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(ByteBuffer.allocate(12).putLong(at).putInt(address.getPort()).array());
      mac.update((byte) id.length);
      mac.update(id);
      return mac.doFinal(address.getAddress().getAddress());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
