package org.helia.net.yamux.internal;

import org.helia.net.spi.contract.Ends;
import org.helia.net.spi.contract.MuxedConnectionContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class YamuxInMemoryTest extends MuxedConnectionContract {
  private static YamuxMuxer muxer;
  private static Pairs pairs;

  @BeforeAll
  static void start() {
    muxer = new YamuxMuxer(Options.DEFAULTS);
    pairs = Pairs.inMemory(muxer);
  }

  @AfterAll
  static void stop() {
    pairs.close();
    muxer.close();
  }

  @Override
  protected Ends connect() throws Exception {
    return pairs.connect();
  }
}
