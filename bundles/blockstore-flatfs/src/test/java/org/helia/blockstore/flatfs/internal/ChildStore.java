package org.helia.blockstore.flatfs.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A store in a process of its own, {@link ChildMain}, to be killed. */
final class ChildStore implements AutoCloseable {
  /** So many seeds each of its threads may use. */
  static final long SEEDS_PER_THREAD = 1_000_000;

  private static final long MAX_WAIT_SECONDS = 60;
  private static final String END = "END";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Semaphore synced = new Semaphore(0);
  private final Thread reader;

  private ChildStore(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one that stores blocks with some threads, or with none. */
  static ChildStore start(Path folder, int threads, long firstSeed) throws IOException {
    return new ChildStore(
        java("store", folder.toString(), Integer.toString(threads), Long.toString(firstSeed)));
  }

  /** Starts one that only locks a file. */
  static ChildStore lock(Path file) throws IOException {
    return new ChildStore(java("lock", file.toString()));
  }

  private static Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ChildMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.endsWith(ChildMain.END_OF_LINE)) {
          lines.add(line.substring(0, line.length() - ChildMain.END_OF_LINE.length()));
          synced.release(line.startsWith("SYNCED") ? 1 : 0);
        }
      }
    } catch (IOException e) {
      lines.add("the output of the child broke: " + e);
    } finally {
      lines.add(END);
    }
  }

  long pid() {
    return process.pid();
  }

  private String nextLine() throws InterruptedException {
    String line = lines.poll(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the child said nothing for " + MAX_WAIT_SECONDS + " s");
    }
    return line;
  }

  /** Waits until it has opened its folder. */
  void awaitOpen() throws InterruptedException {
    String line = nextLine();
    while (!line.equals("OPEN")) {
      if (line.equals(END) || line.startsWith("REFUSED")) {
        throw new AssertionError("the child did not open: " + line);
      }
      line = nextLine();
    }
  }

  /** Waits until it says why it does not open its folder. */
  String awaitRefusal() throws InterruptedException {
    String line = nextLine();
    if (!line.startsWith("REFUSED ")) {
      throw new AssertionError("expected a refusal, the child said: " + line);
    }
    return line;
  }

  /** Waits until it has promised so often that blocks are durable. */
  void awaitSynced(int times) throws InterruptedException {
    if (!synced.tryAcquire(times, MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child synced less than " + times + " times: " + lines);
    }
  }

  /** Lets it go on for a while, then kills it, as kill -9 does. */
  void killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the child ended by itself: " + lines);
    }
    // Not by the process itself, which would close its output before it was read.
    if (!process.toHandle().destroyForcibly()) {
      throw new AssertionError("the child could not be killed");
    }
    process.waitFor();
    reader.join();
  }

  /** All that it said and nobody has read yet; after it was killed. */
  List<String> output() {
    List<String> all = new ArrayList<>();
    lines.drainTo(all);
    all.remove(END);
    return all;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
