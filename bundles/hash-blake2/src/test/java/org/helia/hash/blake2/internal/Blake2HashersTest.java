package org.helia.hash.blake2.internal;

import java.util.Collection;
import org.helia.api.codec.Hasher;
import org.helia.testkit.codec.HasherContract;

class Blake2HashersTest extends HasherContract {
  @Override
  protected Collection<Hasher> hashers() {
    return Blake2Hashers.all();
  }
}
