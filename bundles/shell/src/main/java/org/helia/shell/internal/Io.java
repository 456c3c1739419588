package org.helia.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes. Data goes to {@link #out}, everything else, as progress and
 * warnings, to {@link #err}.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param directory what relative paths are relative to: where the user is, which need not be where
 *     the node is
 * @param terminals which of the three are terminals
 * @param columns the width of the terminal, 0 when unknown
 */
public record Io(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Path directory,
    Terminals terminals,
    int columns) {
  /**
   * Set by the server of {@code bin/helia}: which of the descriptors 0, 1 and 2 are terminals, as
   * in "12".
   */
  private static final String TERMINALS = "helia.terminals";

  /** Set by the server of {@code bin/helia}: the width of the client's terminal. */
  private static final String COLUMNS = "helia.columns";

  /**
   * Which streams are terminals.
   *
   * @param in standard input
   * @param out standard output
   * @param err standard error
   * @param console whether they are those of the container's own console, whose input cannot be
   *     ended
   */
  public record Terminals(boolean in, boolean out, boolean err, boolean console) {
    /** None is. */
    public static final Terminals NONE = new Terminals(false, false, false, false);

    private static Terminals of(Session session) {
      if (session.get(TERMINALS) instanceof String descriptors) {
        return new Terminals(
            descriptors.contains("0"), descriptors.contains("1"), descriptors.contains("2"), false);
      }
      return session.getTerminal() == null ? NONE : new Terminals(true, true, true, true);
    }

    private Terminals and(boolean isIn, boolean isOut, boolean isErr) {
      return new Terminals(in && isIn, out && isOut, err && isErr, console && isIn);
    }
  }

  /**
   * The streams of the command that the calling thread runs in a session. Within a pipeline of the
   * shell those are the pipes; otherwise they are the session's own, taken directly, for the way
   * through {@code System.out} cuts everything into pieces of 8 KiB.
   */
  public static Io of(Session session) {
    Process process = Process.Utils.current();
    boolean ownIn = process == null || process.isTty(0);
    boolean ownOut = process == null || process.isTty(1);
    boolean ownErr = process == null || process.isTty(2);
    return new Io(
        ownIn ? session.getKeyboard() : System.in,
        ownOut ? session.getConsole() : System.out,
        ownErr && session.getTerminal() != null ? session.getConsole() : System.err,
        session.currentDir(),
        Terminals.of(session).and(ownIn, ownOut, ownErr),
        columns(session));
  }

  private static int columns(Session session) {
    if (session.get(COLUMNS) instanceof Integer columns) {
      return columns;
    }
    Terminal terminal = session.getTerminal();
    return terminal == null ? 0 : terminal.getWidth();
  }

  /** Prints a line of data. */
  public void println(String line) {
    out.println(line);
  }

  /** Prints a warning. */
  public void warn(String message) {
    err.println("Warning: " + message);
  }

  /**
   * Standard output for bytes. Unlike a {@link PrintStream} it tells by an exception when nobody
   * reads any more.
   */
  public OutputStream bytes() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        requireOpen();
      }

      @Override
      public void flush() throws IOException {
        requireOpen();
      }
    };
  }

  /** Throws when nobody reads standard output any more. */
  public void requireOpen() throws IOException {
    if (out.checkError()) {
      throw new IOException("standard output is closed");
    }
  }

  /** A file that the user named. */
  public Path resolve(@Nullable String path) {
    return path == null ? directory : directory.resolve(path);
  }
}
