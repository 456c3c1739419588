package org.helia.platform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;

/**
 * A hash function that the JDK computes. Each call works on a copy of one prepared digest: cheaper
 * than asking the JDK's providers for a new one, and unlike a digest per thread it costs nothing
 * where each piece of work has a virtual thread of its own.
 */
public class JdkHasher implements Hasher {
  private final long code;
  private final String name;
  private final MessageDigest prototype;

  /**
   * A hasher that is ready for use.
   *
   * @param code in the multicodec table, which also gives the name
   * @param algorithm the JDK's name of the function, as in "SHA-256"
   * @throws IllegalStateException when this JVM does not have it
   */
  public JdkHasher(long code, String algorithm) {
    this.code = code;
    this.name = Multicodec.nameOf(code);
    try {
      this.prototype = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no " + algorithm, e);
    }
  }

  @Override
  public final long code() {
    return code;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final byte[] digest(byte[] bytes) {
    try {
      return ((MessageDigest) prototype.clone()).digest(bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JVM's " + name + " cannot be copied", e);
    }
  }
}
