package org.helia.cli.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A shell of a few commands that use their streams in all ways. */
public final class FakeShell implements Shell {
  /** Gets a permit when a command has begun. */
  final Semaphore begun = new Semaphore(0);

  /** Gets a permit when a command was interrupted or its output failed. */
  final Semaphore brokenOff = new Semaphore(0);

  @Override
  public Execution prepare(Request request, InputStream in, PrintStream out, PrintStream err) {
    return new FakeExecution(request, in, out, err);
  }

  private final class FakeExecution implements Execution {
    private final Request request;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile Thread thread;

    FakeExecution(Request request, InputStream in, PrintStream out, PrintStream err) {
      this.request = request;
      this.in = in;
      this.out = out;
      this.err = err;
    }

    @Override
    public int run() {
      thread = Thread.currentThread();
      begun.release();
      List<String> words = request.words();
      try {
        return run(words.get(0), words.subList(1, words.size()));
      } catch (IOException e) {
        brokenOff.release();
        err.println("Error: " + e.getMessage());
        return 1;
      } catch (InterruptedException e) {
        brokenOff.release();
        return CANCELLED;
      } finally {
        out.flush();
        err.flush();
      }
    }

    private int run(String command, List<String> arguments)
        throws IOException, InterruptedException {
      switch (command) {
        case "args" -> arguments.forEach(argument -> out.print("[" + argument + "]"));
        case "where" -> out.print(request.directory());
        case "terminal" ->
            out.print(request.terminal().descriptors() + " " + request.terminal().columns());
        case "both" -> {
          out.print("to out");
          err.print("to err");
        }
        case "copy" -> in.transferTo(out);
        case "first" -> out.print(in.read());
        case "zeros" -> zeros(Long.parseLong(arguments.get(0)));
        case "exit" -> {
          return Integer.parseInt(arguments.get(0));
        }
        case "wait" -> cancelled.await();
        case "fail" -> throw new IllegalStateException("out of order");
        default -> throw new IllegalArgumentException(command);
      }
      return 0;
    }

    private void zeros(long count) throws IOException {
      byte[] zeros = new byte[64 * 1024];
      for (long left = count; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(zeros.length, left));
        if (out.checkError() || Thread.interrupted()) {
          throw new IOException("nobody reads");
        }
      }
    }

    @Override
    public void cancel() {
      Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
    }
  }
}
