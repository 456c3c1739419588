package org.helia.cli.internal.server;

import java.io.InputStream;
import java.io.PrintStream;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.Subject;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * One command in a session of the container's shell. The shell is told to run a function of ours,
 * which runs the command: so the command has the session's streams as {@code System.in}, {@code
 * out} and {@code err}, its arguments reach it as they are, without a parser in between, and its
 * thread is known, to be interrupted and waited for.
 */
final class KarafExecution implements Shell.Execution {
  /** The session variable that says which of 0, 1 and 2 are terminals, as in "12". */
  static final String TERMINALS = "helia.terminals";

  /** The session variable that holds the width of the client's terminal, 0 when unknown. */
  static final String COLUMNS = "helia.columns";

  private static final String FUNCTION = "helia-client-command";
  private static final String GOGO_SESSION = ".commandSession";

  private final SessionFactory sessions;
  private final Subject owner;
  private final Request request;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private boolean cancelled;
  private @Nullable Throwable failure;

  KarafExecution(
      SessionFactory sessions,
      Subject owner,
      Request request,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    this.sessions = sessions;
    this.owner = owner;
    this.request = request;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run() {
    try {
      return Subject.doAs(owner, (PrivilegedAction<Integer>) this::runAsOwner);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int runAsOwner() {
    Session session = sessions.create(in, out, err);
    try {
      session.currentDir(request.directory());
      session.put(TERMINALS, request.terminal().descriptors());
      session.put(COLUMNS, request.terminal().columns());
      return new Failures(request.terminal().trace(), err).exitCode(execute(session), cancelled());
    } finally {
      session.close();
    }
  }

  private @Nullable Throwable execute(Session session) {
    try {
      List<Command> commands = session.getRegistry().getCommands();
      if (request.words().equals(List.of(Help.WORD))) {
        new Help(commands).print(out);
        return null;
      }
      CommandWords words = CommandWords.resolve(withoutHelp(request.words()), commands);
      session.put(FUNCTION, (Function) (gogo, nothing) -> call(words, session));
      Object result = session.execute(FUNCTION);
      print(session, result);
      return failure;
    } catch (Exception e) {
      return e;
    }
  }

  /** {@code help add} is {@code add --help}. */
  private static List<String> withoutHelp(List<String> words) {
    if (!words.isEmpty() && words.get(0).equals(Help.WORD)) {
      List<String> turned = new ArrayList<>(words.subList(1, words.size()));
      turned.add("--help");
      return turned;
    }
    return words;
  }

  private @Nullable Object call(CommandWords words, Session session) {
    if (!enter()) {
      return null;
    }
    try {
      return words.command().execute(session, new ArrayList<>(words.arguments()));
    } catch (Throwable e) {
      failure = e;
      return null;
    } finally {
      leave();
    }
  }

  private boolean enter() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** From here on nobody interrupts the thread, which may go on to do something else. */
  private void leave() {
    lock.lock();
    try {
      thread = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private boolean cancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void print(Session session, @Nullable Object result) throws Exception {
    if (result != null && session.get(GOGO_SESSION) instanceof CommandSession gogo) {
      out.println(gogo.format(result, Converter.INSPECT));
    }
  }
}
