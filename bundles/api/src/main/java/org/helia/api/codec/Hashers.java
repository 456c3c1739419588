package org.helia.api.codec;

import java.util.List;
import org.helia.multiformats.Multihash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All hash functions that are present, found by their code. Hashers may come and go at any time.
 */
@ProviderType
public interface Hashers {
  /**
   * The shortest digest, in bytes, that is trusted to name content; identity digests may be
   * shorter.
   *
   * @see <a href="https://github.com/ipfs/boxo/tree/main/verifcid">the same limit in boxo</a>
   */
  int MIN_DIGEST_BYTES = 20;

  /**
   * The hasher with this code. When there is none, the call waits up to the grace period if one has
   * just left.
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
   * Whether bytes hash to a multihash. A digest that is shorter than the function's own is compared
   * with the beginning of it.
   *
   * @throws UnknownHashException when the function is not present
   * @throws InsecureHashException when the digest is shorter than {@link #MIN_DIGEST_BYTES}, or the
   *     multihash an {@linkplain Multihash#isOversizedIdentity() oversized identity}
   */
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
