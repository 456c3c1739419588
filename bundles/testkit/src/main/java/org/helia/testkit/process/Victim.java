package org.helia.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own that is killed as by {@code kill -9}. It has the class path of the
 * test, and tells what it has done line by line through {@link #say}; a line that the kill cut off
 * counts as not said.
 */
public final class Victim implements AutoCloseable {
  /** How long a line and the end are waited for, in seconds. */
  public static final long MAX_WAIT_SECONDS = 60;

  private static final String END_OF_LINE = " .";
  private static final String END = "END";
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  private Victim(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = new Thread(this::read, "victim-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a program.
   *
   * @param main the class with its main method
   */
  public static Victim start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), main, arguments);
  }

  /** As {@link #start}, with the lowest priority, so that the test itself goes before it. */
  public static Victim startNicely(Class<?> main, String... arguments) throws IOException {
    return start(List.of("nice", "-n", "19"), main, arguments);
  }

  private static Victim start(List<String> before, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("victim", ".err");
    return new Victim(new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** In the program: tells the test a line. */
  public static void say(String line) {
    synchronized (OUT) {
      OUT.println(line + END_OF_LINE);
    }
  }

  /** In the program: goes on until it is killed, or its parent is gone. Does not return. */
  public static void liveOn() throws IOException {
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(1);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | RuntimeException e) {
      lines.add("the output broke: " + e);
    } finally {
      lines.add(END);
    }
  }

  /**
   * Waits for the next line that it says.
   *
   * @throws AssertionError when it ends, or says nothing in time
   */
  public String next() throws InterruptedException {
    String line = lines.poll(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.endsWith(END_OF_LINE)) {
      throw new AssertionError("it said %s; %s".formatted(line, whatElse()));
    }
    return whole(line);
  }

  private static String whole(String line) {
    return line.substring(0, line.length() - END_OF_LINE.length());
  }

  /**
   * Lets it go on for a while, then kills it.
   *
   * @return the lines that it said since {@link #next}
   * @throws AssertionError when it ended by itself
   */
  public List<String> killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the program ended by itself; " + whatElse());
    }
    // Not by the process itself, which would close its output before it was read.
    process.toHandle().destroyForcibly();
    if (!process.waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the program could not be killed");
    }
    reader.join();
    return said();
  }

  private List<String> said() {
    List<String> all = new ArrayList<>();
    lines.drainTo(all);
    return all.stream().filter(line -> line.endsWith(END_OF_LINE)).map(Victim::whole).toList();
  }

  private String whatElse() {
    try {
      return "said before its end: %s; errors: %s".formatted(lines, Files.readString(errors));
    } catch (IOException e) {
      return "its errors cannot be read: " + e;
    }
  }

  @Override
  public void close() throws InterruptedException, IOException {
    process.destroyForcibly().waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    Files.deleteIfExists(errors);
  }
}
