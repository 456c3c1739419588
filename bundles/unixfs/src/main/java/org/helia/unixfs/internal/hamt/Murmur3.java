package org.helia.unixfs.internal.hamt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash function of HAMT directories: the first 64 bits of MurmurHash3 for 64-bit machines, with
 * seed 0. Not a cryptographic hash; whoever chooses the names can choose the hashes.
 *
 * @see <a href="https://github.com/aappleby/smhasher/wiki/MurmurHash3">MurmurHash3</a>
 */
public final class Murmur3 {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int BLOCK_BYTES = 16;

  private Murmur3() {}

  /** The hash of the UTF-8 bytes of a name. */
  public static long hash(String name) {
    return hash(name.getBytes(UTF_8));
  }

  /** The hash of some bytes. */
  public static long hash(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long h1 = 0;
    long h2 = 0;
    while (in.remaining() >= BLOCK_BYTES) {
      h1 = Long.rotateLeft(h1 ^ mix1(in.getLong()), 27) + h2;
      h1 = h1 * 5 + 0x52dce729;
      h2 = Long.rotateLeft(h2 ^ mix2(in.getLong()), 31) + h1;
      h2 = h2 * 5 + 0x38495ab5;
    }
    h1 ^= mix1(rest(in));
    h2 ^= mix2(rest(in));
    h1 ^= bytes.length;
    h2 ^= bytes.length;
    h1 += h2;
    h2 += h1;
    return finish(h1) + finish(h2);
  }

  /** Up to eight bytes as a number, the first one lowest; 0 when there are none. */
  private static long rest(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += Byte.SIZE) {
      number |= (in.get() & 0xffL) << shift;
    }
    return number;
  }

  private static long mix1(long k) {
    return Long.rotateLeft(k * C1, 31) * C2;
  }

  private static long mix2(long k) {
    return Long.rotateLeft(k * C2, 33) * C1;
  }

  private static long finish(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
