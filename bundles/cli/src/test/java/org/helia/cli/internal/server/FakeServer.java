package org.helia.cli.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real server before a {@link FakeShell}. */
public final class FakeServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final FakeShell shell = new FakeShell();
  private final Server server;

  /** Serves in a directory. */
  public FakeServer(Path run) throws IOException {
    server = new Server(run, shell, 10, null);
  }

  /** Waits until a command has begun. */
  public void awaitBegun() throws InterruptedException {
    assertThat(shell.begun.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Waits until a command was interrupted or its output failed. */
  public void awaitBrokenOff() throws InterruptedException {
    assertThat(shell.brokenOff.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() {
    server.close();
  }
}
