package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.net.JoinStep;
import org.helia.api.net.NetworkScope;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.Configurations;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:join}. */
@Command(
    scope = "helia",
    name = "join",
    description = "Join a network, or leave it",
    detailedDescription =
        "none: listen on loopback, reach nobody that nobody asked for. lan: listen on all interfaces,"
            + " look for peers in the local networks. public: do so in the public network. Shows what the"
            + " node will listen on and whom it will reach, asks, and then does it, at once and for good."
            + " Without an argument, shows what it has joined.")
public final class Join extends DataCommand {
  private static final String PID = "org.helia.node";
  private static final String OPTION = "join";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  @Option(
      name = "-y",
      aliases = "--yes",
      description = "Do not ask; needed where nobody can be asked")
  private boolean yes;

  @Option(name = "--dry-run", description = "Only show what the node would do")
  private boolean dryRun;

  @Argument(index = 0, name = "network", description = "none, lan or public")
  @Completion(
      value = Object.class,
      values = {"lan", "none", "public"})
  private @Nullable String network;

  private final Helia helia;
  private final Configurations configurations;

  /** Opens a node. */
  public Join(Helia helia, Configurations configurations) {
    this.helia = helia;
    this.configurations = configurations;
  }

  @Override
  protected void run(Io io) throws IOException {
    NetworkScope before = helia.joining().scope();
    NetworkScope wanted = network == null ? before : parse(network);
    List<JoinStep> steps = helia.joining().plan(wanted);
    if (!json()) {
      io.println(wanted == before ? "joined: " + before.text() : "to join: " + wanted.text());
      steps.forEach(step -> io.println("  " + text(step)));
      if (dryRun && steps.isEmpty() && wanted != NetworkScope.NONE) {
        io.warn("no part that is installed listens or reaches anybody: feature:install helia-node");
      }
    }
    boolean change = network != null && !dryRun;
    if (change) {
      if (wanted.compareTo(before) > 0) {
        confirm(io, wanted);
      }
      configurations.set(PID, OPTION, wanted.text());
      await(wanted);
      report(io, wanted);
    }
    if (json()) {
      io.println(Json.object(json -> write(json, wanted, steps)));
    }
  }

  private static NetworkScope parse(String text) {
    try {
      return NetworkScope.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("argument \"network\" " + e.getMessage());
    }
  }

  private static String text(JoinStep step) {
    String action = step.action() == JoinStep.Action.LISTEN ? "listens on" : "reaches";
    return "%s %s (%s)".formatted(action, step.target(), step.purpose());
  }

  /** The console's own input cannot be read by a command. */
  private void confirm(Io io, NetworkScope wanted) throws IOException {
    if (yes) {
      return;
    }
    if (!io.terminals().in() || io.terminals().console()) {
      throw new UsageException(
          "joining opens the node: look at --dry-run, then say --yes, as in \"join --yes %s\""
              .formatted(wanted.text()));
    }
    io.err().print("Join? [y/N] ");
    io.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8)).readLine();
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw new HeliaException("nothing was changed");
    }
  }

  private void await(NetworkScope wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (helia.joining().scope() != wanted) {
        if (System.nanoTime() - end > 0) {
          throw new HeliaException(
              "the node has not joined %s within %d s; the reason is in its log"
                  .formatted(wanted.text(), PATIENCE.toSeconds()));
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("join");
    }
  }

  private void report(Io io, NetworkScope wanted) {
    if (!json()) {
      io.println("joined " + wanted.text());
    }
    if (helia.status().services().getOrDefault("host", false)) {
      helia.host().status().problems().forEach(io::warn);
    } else if (wanted != NetworkScope.NONE) {
      io.warn("no peer can be reached: no service host is there: feature:install helia-node");
    }
  }

  private void write(JsonGenerator json, NetworkScope wanted, List<JoinStep> steps)
      throws IOException {
    json.writeStringField("Network", wanted.text());
    json.writeBooleanField("Joined", helia.joining().scope() == wanted);
    json.writeArrayFieldStart("Steps");
    for (JoinStep step : steps) {
      json.writeStartObject();
      json.writeStringField("Action", step.action().name().toLowerCase(Locale.ROOT));
      json.writeStringField("Target", step.target());
      json.writeStringField("Purpose", step.purpose());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
