package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.crypto.CryptoChoice;
import org.helia.api.net.NetStatus;
import org.helia.api.node.Helia;
import org.helia.api.node.NodeStatus;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.Configurations;
import org.helia.shell.internal.output.Json;

/** {@code helia:status}. */
@Command(
    scope = "helia",
    name = "status",
    description = "Show how this node is doing",
    detailedDescription =
        "Each service and whether it is there, where new blocks go, which libraries sign and"
            + " encrypt, and what an operator should look at.")
public final class Status extends DataCommand {
  @Option(name = "--check", description = "Print problems only, and fail when there is one")
  private boolean check;

  @Option(
      name = "--ready",
      description =
          "Print problems only, and fail when there is one that the node cannot do without, unlike"
              + " a port in use")
  private boolean ready;

  private final Helia helia;
  private final Configurations configurations;

  /** Asks a node. */
  public Status(Helia helia, Configurations configurations) {
    this.helia = helia;
    this.configurations = configurations;
  }

  @Override
  protected void run(Io io) throws IOException {
    NodeStatus status = helia.status();
    List<String> problems = new ArrayList<>(status.problems());
    problems.addAll(configurations.failures());
    if (json()) {
      io.println(Json.object(json -> write(json, status, problems)));
    } else if (!check && !ready) {
      print(io, status, problems);
    }
    if (ready) {
      warnOfBearable(io, status, problems);
    }
    if ((check || ready) && !problems.isEmpty()) {
      throw new HeliaException(String.join("\n", problems));
    }
  }

  /** A node with fewer addresses, or without a part that it does not need, is better than none. */
  private void warnOfBearable(Io io, NodeStatus status, List<String> problems) {
    List<String> bearable = new ArrayList<>(configurations.failures());
    if (hasNetwork(status)) {
      bearable.addAll(helia.host().status().problems());
    }
    problems.stream().filter(bearable::contains).forEach(io::warn);
    problems.removeAll(bearable);
  }

  private void print(Io io, NodeStatus status, List<String> problems) {
    io.println("Version:  " + helia.version());
    io.println("Home:     " + status.home());
    io.println("Uptime:   " + text(status.uptime()));
    io.println("Services: " + services(status, true));
    if (status.services().containsValue(false)) {
      io.println("Missing:  " + services(status, false));
    }
    io.println("Stores:   " + stores(status));
    printCrypto(io, status);
    if (hasNetwork(status)) {
      NetStatus network = helia.host().status();
      io.println("Peer:     " + helia.host().id());
      io.println("Joined:   " + helia.joining().scope().text());
      io.println("Listens:  " + join(helia.host().listenAddresses()));
      io.println(
          "Network:  "
              + join(network.transports())
              + " with "
              + join(network.secureChannels())
              + " and "
              + join(network.muxers()));
      io.println("Peers:    " + helia.host().connections().size());
    }
    problems.forEach(problem -> io.println("Problem:  " + problem));
  }

  private static boolean hasNetwork(NodeStatus status) {
    return status.services().getOrDefault("host", false);
  }

  private static String join(List<?> all) {
    return all.isEmpty() ? "none" : String.join(", ", all.stream().map(Object::toString).toList());
  }

  private static String services(NodeStatus status, boolean present) {
    return String.join(
        ", ",
        new TreeMap<>(status.services())
            .entrySet().stream()
                .filter(entry -> entry.getValue() == present)
                .map(Map.Entry::getKey)
                .toList());
  }

  /** Asked only when somebody answers: the status of a broken node is shown without delay. */
  private String stores(NodeStatus status) {
    if (!status.services().getOrDefault("blockstores", true)) {
      return "none";
    }
    return String.join(
        ", ",
        helia.blockstores().list().stream()
            .map(store -> store.writeTarget() ? store.name() + " (written to)" : store.name())
            .toList());
  }

  private void printCrypto(Io io, NodeStatus status) {
    List<CryptoChoice> choices = choices(status);
    Map<String, List<String>> operations = new LinkedHashMap<>();
    for (CryptoChoice choice : choices) {
      operations
          .computeIfAbsent(choice.library().orElse("nobody"), library -> new ArrayList<>())
          .add(choice.operation());
    }
    operations.forEach(
        (library, served) ->
            io.println("Crypto:   %s (%s)".formatted(library, String.join(", ", served))));
    choices.stream()
        .flatMap(choice -> choice.passedOver().stream())
        .distinct()
        .forEach(reason -> io.println("Unusable: " + reason));
  }

  private List<CryptoChoice> choices(NodeStatus status) {
    return status.services().getOrDefault("crypto", false) ? helia.crypto().choices() : List.of();
  }

  private static String text(Duration uptime) {
    return String.format(
        Locale.ROOT,
        "%dd %02dh %02dm %02ds",
        uptime.toDays(),
        uptime.toHoursPart(),
        uptime.toMinutesPart(),
        uptime.toSecondsPart());
  }

  private void write(JsonGenerator json, NodeStatus status, List<String> problems)
      throws IOException {
    json.writeStringField("Version", helia.version());
    json.writeStringField("Home", status.home().toString());
    json.writeNumberField("UptimeSeconds", status.uptime().toSeconds());
    json.writeBooleanField("Healthy", problems.isEmpty());
    json.writeObjectFieldStart("Services");
    for (Map.Entry<String, Boolean> service : new TreeMap<>(status.services()).entrySet()) {
      json.writeBooleanField(service.getKey(), service.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("Crypto");
    for (CryptoChoice choice : choices(status)) {
      json.writeStringField(choice.operation(), choice.library().orElse(""));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("Problems");
    for (String problem : problems) {
      json.writeString(problem);
    }
    json.writeEndArray();
  }
}
