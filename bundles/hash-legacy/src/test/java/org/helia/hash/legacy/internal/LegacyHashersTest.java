package org.helia.hash.legacy.internal;

import java.util.Collection;
import org.helia.api.codec.Hasher;
import org.helia.testkit.codec.HasherContract;

class LegacyHashersTest extends HasherContract {
  @Override
  protected Collection<Hasher> hashers() {
    return LegacyHashers.all();
  }
}
