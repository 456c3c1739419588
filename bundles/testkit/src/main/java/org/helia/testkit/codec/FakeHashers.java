package org.helia.testkit.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.helia.api.codec.Hasher;
import org.helia.api.codec.Hashers;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/**
 * Real hash functions without plugins: identity, and SHA2-256, SHA2-512 and SHA3-256 of the JDK.
 * Keeps the contract of {@link Hashers} and counts how often a digest is computed.
 */
public final class FakeHashers implements Hashers {
  private final AtomicLong digests = new AtomicLong();

  private final Map<Long, Hasher> hashers = new HashMap<>();

  /**
   * Offers those of the JDK.
   *
   * @param others offered, too
   */
  public FakeHashers(Hasher... others) {
    offer(function(Multicodec.IDENTITY, byte[]::clone));
    offer(function(Multicodec.SHA2_256, jdk("SHA-256")));
    offer(function(Multicodec.SHA2_512, jdk("SHA-512")));
    offer(function(Multicodec.SHA3_256, jdk("SHA3-256")));
    List.of(others).forEach(this::offer);
  }

  private void offer(Hasher hasher) {
    hashers.put(hasher.code(), hasher);
  }

  private static UnaryOperator<byte[]> jdk(String algorithm) {
    ThreadLocal<MessageDigest> digest =
        ThreadLocal.withInitial(
            () -> {
              try {
                return MessageDigest.getInstance(algorithm);
              } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + algorithm, e);
              }
            });
    return bytes -> digest.get().digest(bytes);
  }

  private Hasher function(long functionCode, UnaryOperator<byte[]> function) {
    return new Hasher() {
      @Override
      public long code() {
        return functionCode;
      }

      @Override
      public String name() {
        return Multicodec.nameOf(functionCode);
      }

      @Override
      public byte[] digest(byte[] bytes) {
        digests.incrementAndGet();
        return function.apply(bytes);
      }
    };
  }

  /** How many digests were computed so far. */
  public long digests() {
    return digests.get();
  }

  @Override
  public Hasher hasher(long code) {
    return hasher(code, () -> "this test");
  }

  private Hasher hasher(long code, Supplier<String> what) {
    Hasher hasher = hashers.get(code);
    if (hasher == null) {
      throw new UnknownHashException(what.get(), code);
    }
    return hasher;
  }

  @Override
  public List<Hasher> list() {
    return hashers.keySet().stream().sorted().map(this::hasher).toList();
  }

  @Override
  public Multihash sum(long code, byte[] bytes) {
    return Multihash.wrap(code, hasher(code).digest(bytes));
  }

  @Override
  public boolean matches(Multihash expected, byte[] bytes) {
    requireCheckable(expected);
    byte[] digest = hasher(expected.code()).digest(bytes);
    return expected.code() == Multicodec.IDENTITY
        ? expected.digestEquals(digest)
        : expected.digestIsPrefixOf(digest);
  }

  @Override
  public void requireCheckable(Multihash expected) {
    hasher(expected.code(), () -> "multihash " + expected);
    boolean tooShort =
        expected.code() != Multicodec.IDENTITY && expected.digestLength() < MIN_DIGEST_BYTES;
    if (tooShort || expected.isOversizedIdentity()) {
      throw new InsecureHashException(expected);
    }
  }
}
