package com.example.blockstore;

import org.helia.api.block.Blockstore;
import org.helia.testkit.block.BlockstoreContract;

class SampleBlockstoreTest extends BlockstoreContract {
  @Override
  protected Blockstore open() {
    return new SampleBlockstore();
  }

  @Override
  protected void close(Blockstore opened) {
    ((SampleBlockstore) opened).close();
  }
}
