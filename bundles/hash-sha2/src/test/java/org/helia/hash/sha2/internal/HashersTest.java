package org.helia.hash.sha2.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.testkit.codec.HasherContract;
import org.junit.jupiter.api.Test;

class HashersTest extends HasherContract {
  @Override
  protected Collection<Hasher> hashers() {
    return List.of(
        new IdentityHasher(),
        new DoubleSha256Hasher(),
        new Sha224Hasher(),
        new Sha256Hasher(),
        new Sha384Hasher(),
        new Sha512Hasher(),
        new Sha512T224Hasher(),
        new Sha512T256Hasher());
  }

  @Test
  void digest_identity_isACopy() {
    byte[] input = {1, 2, 3};

    byte[] digest = new IdentityHasher().digest(input);

    assertThat(digest).isEqualTo(input).isNotSameAs(input);
  }
}
