package org.helia.shell.internal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One text for an error and for what led to it. */
final class ErrorText {
  private static final int MAX_CAUSES = 10;

  private ErrorText() {}

  /** The messages of an error, of its causes and of what was tried in vain, each once. */
  static String of(Throwable error) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> seen = new LinkedHashSet<>();
    for (Throwable each = error;
        each != null && seen.size() < MAX_CAUSES && seen.add(each);
        each = each.getCause()) {
      append(text, ": ", message(each));
      for (Throwable tried : each.getSuppressed()) {
        append(text, "\n  ", message(tried));
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String separator, String message) {
    if (text.indexOf(message) < 0) {
      text.append(text.length() == 0 ? "" : separator).append(message);
    }
  }

  /** The errors of the file system have a mere path as their message. */
  private static String message(Throwable error) {
    String message = error.getMessage();
    if (message == null || message.isBlank()) {
      return error.getClass().getSimpleName();
    }
    String reason = reason(error);
    return reason == null ? message : message + ": " + reason;
  }

  private static @Nullable String reason(Throwable error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof NotDirectoryException) {
      return "not a directory";
    }
    return error instanceof FileAlreadyExistsException ? "it exists already" : null;
  }
}
