package org.helia.benchmarks.node;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.helia.api.node.Helia;
import org.jspecify.annotations.Nullable;

/** Measures the node it runs in. */
@Service
@Command(
    scope = "bench",
    name = "run",
    description = "Measures this node. EMPTIES ITS BLOCKSTORES: for nodes made for this only.")
public final class RunCommand implements Action {
  @Argument(name = "directory", description = "where test files go", required = true)
  private @Nullable String directory;

  @Option(name = "--megabytes", description = "size of the large file in MiB")
  private int megabytes = 1024;

  @Option(name = "--runs", description = "counted runs of each figure, after one to warm up")
  private int runs = 5;

  @Option(name = "--only", description = "one figure: add, cat, export, import, files or get")
  private String only = "";

  @Reference private @Nullable Helia helia;
  @Reference private @Nullable Session session;

  @Override
  public @Nullable Object execute() throws Exception {
    if (helia == null || session == null || directory == null) {
      throw new IllegalStateException("run this in the shell of a node");
    }
    Path folder = Files.createDirectories(Path.of(directory));
    NodeFigures figures = new NodeFigures(helia, folder, megabytes, runs);
    report(session.getConsole(), figures, helia.blockstores().list().get(0).name());
    figures.empty();
    return null;
  }

  private void report(PrintStream out, NodeFigures figures, String store) throws Exception {
    out.printf(
        "%s, %d MiB, medians of %d runs after one warm-up (min-max, runs, processor time, ratio)%n",
        store, megabytes, runs);
    Measured sha256 = figures.sha256();
    out.println(sha256.row());
    Measured write = figures.sequentialWrite();
    out.println(write.row());
    if (wanted("add")) {
      Measured add = figures.addLargeFile();
      out.println(add.row("SHA-256", sha256.median()));
      out.println(add.row("sequential write", write.median()));
    }
    report(out, "cat", figures::cat);
    report(out, "export", figures::carExport);
    report(out, "import", figures::carImport);
    report(out, "files", figures::addSmallFiles);
    report(out, "get", figures::getBlocks);
  }

  private void report(PrintStream out, String name, Callable<Measured> figure) throws Exception {
    if (wanted(name)) {
      out.println(figure.call().row());
    }
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.equals(name);
  }
}
