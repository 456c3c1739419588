package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.ConfigException;
import org.helia.shell.internal.config.ConfigOption;
import org.helia.shell.internal.config.Configurations;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;

/** A command about the list of peers that are reached first, which is an option. */
abstract class BootstrapCommand extends DataCommand {
  private static final String PID = "org.helia.discovery.bootstrap";
  private static final String OPTION = "peers";

  private final Configurations configurations;

  BootstrapCommand(Configurations configurations) {
    this.configurations = configurations;
  }

  /** The addresses that are in the list now. */
  final List<String> list() throws IOException {
    return split(option().effective());
  }

  /** The addresses that are in the list of a fresh node. */
  final List<String> standard() throws IOException {
    String standard = option().standard();
    return standard == null ? List.of() : split(standard);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private ConfigOption option() throws IOException {
    if (configurations.pids().contains(PID)) {
      for (ConfigOption option : configurations.options(PID)) {
        // A file may be there without the bundle that knows what is in it.
        if (option.key().equals(OPTION) && option.standard() != null) {
          return option;
        }
      }
    }
    throw new ConfigException(
        "there is no bootstrap list: feature:install helia-discovery-bootstrap");
  }

  final void set(List<String> addresses) throws IOException {
    configurations.set(PID, OPTION, String.join(",", addresses));
  }

  /**
   * Reads addresses.
   *
   * @throws UsageException when one is none, or has no peer
   */
  static List<String> parse(List<String> texts) {
    List<String> all = new ArrayList<>();
    for (String text : texts) {
      try {
        Multiaddr address = Multiaddr.parse(text);
        if (address.peerId().isEmpty()) {
          throw new UsageException("an address needs a peer: " + address + "/p2p/…");
        }
        all.add(address.toString());
      } catch (MultiformatsException e) {
        throw new UsageException("not a peer: " + e.getMessage());
      }
    }
    return all;
  }

  final void printAll(Io io) throws IOException {
    print(io, "", list());
  }

  /** One line for each, sorted as Kubo does. */
  final void print(Io io, String prefix, List<String> addresses) throws IOException {
    List<String> sorted = addresses.stream().sorted().toList();
    if (!json()) {
      sorted.forEach(each -> io.println(prefix + each));
      return;
    }
    io.println(
        Json.object(
            json -> {
              json.writeArrayFieldStart("Peers");
              for (String each : sorted) {
                json.writeString(each);
              }
              json.writeEndArray();
            }));
  }
}
