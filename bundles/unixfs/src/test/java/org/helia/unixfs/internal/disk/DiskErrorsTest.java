package org.helia.unixfs.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.unixfs.UnixFsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiskErrorsTest {
  private static final Path PATH = Path.of("a/b");

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a/b"), "no such file or directory"),
        Arguments.of(new AccessDeniedException("a/b"), "permission denied"),
        Arguments.of(new FileSystemException("a/b", null, "Is a directory"), "Is a directory"),
        Arguments.of(new IOException("No space left on device"), "No space left on device"),
        Arguments.of(new IOException(), "IOException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void of_failure_namesActionPathAndReason(IOException failure, String reason) {
    assertThat(DiskErrors.of("cannot read", PATH, failure))
        .isInstanceOf(UnixFsException.class)
        .hasCause(failure)
        .hasMessage("cannot read a/b: " + reason);
  }

  @Test
  void of_interruptedThread_isCancelled() {
    assertThat(DiskErrors.of("cannot read", PATH, new ClosedByInterruptException()))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
