package org.helia.hash.sha3.internal;

import java.util.Collection;
import org.helia.api.codec.Hasher;
import org.helia.testkit.codec.HasherContract;

class Sha3HashersTest extends HasherContract {
  @Override
  protected Collection<Hasher> hashers() {
    return Sha3Hashers.all();
  }
}
