package org.helia.api.codec;

import java.util.Arrays;
import java.util.List;
import org.helia.api.block.ContentHasher;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All hash functions that are present, found by their code. Hashers may come and go at any time.
 */
@ProviderType
public interface Hashers extends ContentHasher {
  /**
   * The shortest digest, in bytes, that is trusted to name content; identity digests may be
   * shorter.
   *
   * @see <a href="https://github.com/ipfs/boxo/tree/main/verifcid">the same limit in boxo</a>
   */
  int MIN_DIGEST_BYTES = 20;

  /**
   * The hasher with this code; an {@link ExtendableHasher} when the plugin is one. When there is
   * none, the call waits up to the grace period if one has just left.
   *
   * @throws UnknownHashException when there is none
   */
  Hasher hasher(long code);

  /** All hashers, by ascending code. */
  List<Hasher> list();

  /**
   * The multihash of some bytes, with the function's full digest.
   *
   * @throws UnknownHashException when the function is not present
   * @throws org.helia.multiformats.MultiformatsException when the function is identity and the
   *     bytes are more than an identity multihash may hold
   */
  Multihash sum(long code, byte[] bytes);

  /**
   * The multihash of some bytes, with a digest of so many bytes: the beginning of the function's
   * own, or what an {@link ExtendableHasher} makes. A digest under {@link #MIN_DIGEST_BYTES} can be
   * made, but no block is read or stored by it.
   *
   * @throws UnknownHashException when the function is not present
   * @throws CodecException when the function does not make so many bytes, or the length is not from
   *     1 to {@link Multihash#MAX_DIGEST_LENGTH}, or the function is identity and it is not the
   *     number of bytes
   */
  @Override
  default Multihash sum(long code, byte[] bytes, int length) {
    if (length < 1 || length > Multihash.MAX_DIGEST_LENGTH) {
      throw new CodecException(
          "a digest has 1 to %d bytes, not %d".formatted(Multihash.MAX_DIGEST_LENGTH, length));
    }
    Hasher hasher = hasher(code);
    if (hasher instanceof ExtendableHasher extendable) {
      return Multihash.wrap(code, extendable.digest(bytes, length));
    }
    byte[] digest = hasher.digest(bytes);
    boolean fits = code == Multicodec.IDENTITY ? digest.length == length : digest.length >= length;
    if (!fits) {
      throw new CodecException(
          "%s makes a digest of %d bytes, not %d".formatted(hasher.name(), digest.length, length));
    }
    return Multihash.wrap(code, Arrays.copyOf(digest, length));
  }

  /**
   * Whether bytes hash to a multihash. A digest that is shorter than the function's own is compared
   * with the beginning of it; an {@link ExtendableHasher} makes one of the same length.
   *
   * @throws UnknownHashException when the function is not present
   * @throws InsecureHashException when the digest is shorter than {@link #MIN_DIGEST_BYTES}, or the
   *     multihash an {@linkplain Multihash#isOversizedIdentity() oversized identity}
   */
  @Override
  boolean matches(Multihash expected, byte[] bytes);

  /**
   * Throws what {@link #matches} would throw, before any bytes are at hand: whether a CID with this
   * multihash can be checked at all.
   *
   * @throws UnknownHashException when the function is not present
   * @throws InsecureHashException when the digest is shorter than {@link #MIN_DIGEST_BYTES}, or the
   *     multihash an {@linkplain Multihash#isOversizedIdentity() oversized identity}
   */
  void requireCheckable(Multihash expected);
}
