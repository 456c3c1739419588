package org.helia.benchmarks;

import java.io.IOException;
import org.helia.multiformats.Cid;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.osgi.framework.BundleException;

/** A node that runs as long as a benchmark. */
@State(Scope.Thread)
public class RunningNode {
  private final LocalNode node = LocalNode.start();

  /** Stops it. */
  @TearDown(Level.Trial)
  public void stop() throws IOException, BundleException, InterruptedException {
    node.close();
  }

  /** A directory of that many entries, as {@link SampleDirectory#make}. */
  final Cid directory(int entries) {
    return new SampleDirectory(node).make(entries);
  }

  final <T> T service(Class<T> type) {
    return node.service(type);
  }
}
