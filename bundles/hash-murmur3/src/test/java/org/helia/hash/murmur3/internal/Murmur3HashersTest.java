package org.helia.hash.murmur3.internal;

import java.util.Collection;
import org.helia.api.codec.Hasher;
import org.helia.testkit.codec.HasherContract;

class Murmur3HashersTest extends HasherContract {
  @Override
  protected Collection<Hasher> hashers() {
    return Murmur3Hashers.all();
  }
}
