package com.example.blockstore;

import org.helia.api.block.Blockstore;
import org.helia.testkit.block.ConcurrentBlockstoreContract;

class SampleConcurrentBlockstoreTest extends ConcurrentBlockstoreContract {
  @Override
  protected Blockstore open() {
    return new SampleBlockstore();
  }

  @Override
  protected void close(Blockstore opened) {
    ((SampleBlockstore) opened).close();
  }
}
