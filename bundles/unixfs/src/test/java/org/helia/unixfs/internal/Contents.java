package org.helia.unixfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.helia.testkit.fixture.Fixture;

/** The contents that the fixtures describe instead of holding them, made as they are read. */
public final class Contents {
  private Contents() {}

  /** A content, as {@code {"gen": …, "size": …, "seed": …}} or {@code {"text": …}}. */
  public static InputStream open(Fixture input) {
    return switch (input.text("gen", "text")) {
      case "text" -> new ByteArrayInputStream(input.text("text").getBytes(UTF_8));
      case "zero" -> new Generated(input.number("size"), i -> 0);
      case "pattern" -> new Generated(input.number("size"), i -> (byte) (i * 31 + ((int) i >>> 8)));
      case "chacha" -> chacha(input.text("seed"), input.number("size"));
      default -> throw new IllegalArgumentException(input.toString());
    };
  }

  /** All bytes of a content. */
  public static byte[] bytes(Fixture input) {
    try (InputStream in = open(input)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that look random and are always the same. */
  public static byte[] bytes(int size) {
    try (InputStream in = chacha("bytes", size)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ChaCha20 key stream for the hash of a seed. */
  public static InputStream chacha(String seed, long size) {
    try {
      byte[] key = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(UTF_8));
      Cipher cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "ChaCha20"),
          new ChaCha20ParameterSpec(new byte[12], 0));
      return new CipherInputStream(new Generated(size, i -> 0), cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface ByteAt {
    int get(long index);
  }

  private static final class Generated extends InputStream {
    private final long size;
    private final ByteAt bytes;
    private long at;

    Generated(long size, ByteAt bytes) {
      this.size = size;
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at < size ? bytes.get(at++) & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (at == size && length > 0) {
        return -1;
      }
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++) {
        to[offset + i] = (byte) bytes.get(at + i);
      }
      at += count;
      return count;
    }
  }
}
