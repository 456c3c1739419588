package org.helia.cli.internal.wire;

/**
 * The types of frames and their limits. A frame is one byte of type, four bytes of payload length
 * (big-endian), the payload. Text is UTF-8, numbers are big-endian.
 */
public final class Frames {
  /** What {@link #GREETING} carries; another number is another protocol. */
  public static final int VERSION = 1;

  /** Type and length. */
  public static final int HEADER_BYTES = 5;

  /**
   * The largest payload. Linux hands a program at most 128 KiB as one argument, so each argument
   * fits.
   */
  public static final int MAX_PAYLOAD_BYTES = 256 * 1024;

  /**
   * The largest request: all arguments together. Linux hands a program 2 MiB at most, unless told
   * otherwise.
   */
  public static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  /** The most arguments of a request, the command's own words included. */
  public static final int MAX_ARGUMENTS = 65_536;

  /** Server: I am ready; one byte, {@link #VERSION}. */
  public static final int GREETING = 1;

  /** Server: bytes of the command's standard output. */
  public static final int STDOUT = 2;

  /** Server: bytes of the command's standard error. */
  public static final int STDERR = 3;

  /** Server: how many more bytes of standard input the client may send; a four-byte number. */
  public static final int CREDIT = 4;

  /**
   * Server: the command has ended; a four-byte exit code and a byte that is 1 when the node ends
   * with this client. The server then leaves the connection to the kernel, so its end tells that
   * the process is gone.
   */
  public static final int EXIT = 5;

  /**
   * Client: a byte of the {@code TERMINAL_} flags and the terminal's width in columns, a four-byte
   * number, 0 when unknown.
   */
  public static final int TERMINAL = 16;

  /** Client: the absolute path of the client's working directory. */
  public static final int DIRECTORY = 17;

  /** Client: the next word of the command line. */
  public static final int ARGUMENT = 18;

  /** Client: that was the request. */
  public static final int RUN = 19;

  /** Client: bytes of standard input, never more than the credit that is left. */
  public static final int STDIN = 20;

  /** Client: standard input has ended. */
  public static final int STDIN_END = 21;

  /** Client: standard input cannot be read; the reason as text. */
  public static final int STDIN_FAILED = 22;

  /** Client: end the command. */
  public static final int CANCEL = 23;

  /** Standard input is a terminal. */
  public static final int TERMINAL_IN = 1;

  /** Standard output is a terminal. */
  public static final int TERMINAL_OUT = 2;

  /** Standard error is a terminal. */
  public static final int TERMINAL_ERR = 4;

  /** Errors are to be shown with their stack traces. */
  public static final int TRACE = 8;

  private Frames() {}
}
