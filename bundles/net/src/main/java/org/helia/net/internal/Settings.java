package org.helia.net.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.connection.Trimmer;
import org.helia.net.internal.dial.Dialler;
import org.helia.net.internal.limit.Level;
import org.helia.net.internal.limit.LimitTable;
import org.helia.net.internal.limit.Resource;
import org.helia.net.internal.listen.Announcement;
import org.helia.net.internal.peer.Network;
import org.helia.platform.PluginFamily;

/** A configuration that has been checked. */
record Settings(
    List<Multiaddr> listen,
    List<Multiaddr> listenJoined,
    Announcement.Filter filter,
    Dialler.Settings dialling,
    Trimmer.Marks marks,
    LimitTable limits,
    Duration handshake,
    Duration negotiation,
    Duration drain,
    int observers,
    int ratePerSecond,
    boolean rateOnLoopback,
    int maxPeers,
    List<Network> denied) {
  private static final long MEBIBYTE = 1024 * 1024;

  /**
   * @throws IllegalArgumentException naming the option that is wrong, and what it may be
   */
  static Settings of(NetConfig config) {
    List<Network> denied = networks("deny", config.deny());
    return new Settings(
        addresses("listen", config.listen()),
        addresses("listenJoined", config.listenJoined()),
        filter(config),
        new Dialler.Settings(
            millis("dialStaggerMillis", config.dialStaggerMillis(), 0),
            (int) inRange("dials", config.dials(), 1, 10_000),
            millis("backOffMillis", config.backOffMillis(), 0),
            address -> denied.stream().anyMatch(each -> each.contains(address))),
        marks(config),
        limits(config),
        millis("handshakeMillis", config.handshakeMillis(), 1),
        millis("negotiationMillis", config.negotiationMillis(), 1),
        millis("drainMillis", config.drainMillis(), 0),
        (int) inRange("observers", config.observers(), 1, 64),
        count(
            "inboundConnectionsPerSecondPerAddress",
            config.inboundConnectionsPerSecondPerAddress()),
        config.inboundRateOnLoopback(),
        (int) inRange("maxPeers", config.maxPeers(), 1, 1_000_000),
        denied);
  }

  private static Announcement.Filter filter(NetConfig config) {
    List<Network> hiddenNetworks = new ArrayList<>();
    Set<Multiaddr> hidden = new LinkedHashSet<>();
    for (String text : given(config.noAnnounce())) {
      if (text.startsWith("/") && !text.contains("/ipcidr/")) {
        hidden.addAll(addresses("noAnnounce", text));
      } else {
        hiddenNetworks.addAll(networks("noAnnounce", text));
      }
    }
    return new Announcement.Filter(
        addresses("announce", config.announce()),
        addresses("appendAnnounce", config.appendAnnounce()),
        hidden,
        hiddenNetworks);
  }

  private static Trimmer.Marks marks(NetConfig config) {
    int low = count("lowWaterConnections", config.lowWaterConnections());
    int high = count("highWaterConnections", config.highWaterConnections());
    if (low > high) {
      throw new IllegalArgumentException(
          "lowWaterConnections of %s must be from 0 to highWaterConnections (%d), not %d"
              .formatted(NetConfig.PID, high, low));
    }
    return new Trimmer.Marks(low, high, millis("graceMillis", config.graceMillis(), 0));
  }

  private static LimitTable limits(NetConfig config) {
    long memory = count("memoryMebibytes", config.memoryMebibytes()) * MEBIBYTE;
    int perPeer = count("maxConnectionsPerPeer", config.maxConnectionsPerPeer());
    return new LimitTable()
        .with(
            Level.SYSTEM,
            Resource.INBOUND_CONNECTIONS,
            count("maxInboundConnections", config.maxInboundConnections()))
        .with(
            Level.SYSTEM,
            Resource.OUTBOUND_CONNECTIONS,
            count("maxOutboundConnections", config.maxOutboundConnections()))
        .with(
            Level.SYSTEM,
            Resource.INBOUND_HANDSHAKES,
            count("maxInboundHandshakes", config.maxInboundHandshakes()))
        .with(
            Level.SYSTEM,
            Resource.INBOUND_STREAMS,
            count("maxInboundStreams", config.maxInboundStreams()))
        .with(
            Level.SYSTEM,
            Resource.OUTBOUND_STREAMS,
            count("maxOutboundStreams", config.maxOutboundStreams()))
        .with(
            Level.SYSTEM,
            Resource.MEMORY,
            memory == 0 ? Runtime.getRuntime().maxMemory() / 4 : memory)
        .with(Level.PEER, Resource.INBOUND_CONNECTIONS, perPeer)
        .with(Level.PEER, Resource.OUTBOUND_CONNECTIONS, perPeer)
        .with(
            Level.PEER,
            Resource.INBOUND_STREAMS,
            count("maxInboundStreamsPerPeer", config.maxInboundStreamsPerPeer()))
        .with(
            Level.PEER,
            Resource.MEMORY,
            count("memoryPerPeerMebibytes", config.memoryPerPeerMebibytes()) * MEBIBYTE)
        .with(
            Level.CONNECTION,
            Resource.INBOUND_STREAMS,
            count("maxInboundStreamsPerConnection", config.maxInboundStreamsPerConnection()))
        .with(
            Level.CONNECTION,
            Resource.MEMORY,
            count("memoryPerConnectionMebibytes", config.memoryPerConnectionMebibytes()) * MEBIBYTE)
        .with(
            Level.PROTOCOL,
            Resource.INBOUND_STREAMS,
            count("maxInboundStreamsPerProtocol", config.maxInboundStreamsPerProtocol()))
        .with(
            Level.PROTOCOL_AND_PEER,
            Resource.INBOUND_STREAMS,
            count(
                "maxInboundStreamsPerProtocolAndPeer",
                config.maxInboundStreamsPerProtocolAndPeer()));
  }

  /** Lists come as such or, from {@code .cfg} files, as one text with commas. */
  private static List<String> given(String... texts) {
    return Arrays.stream(texts)
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static List<Multiaddr> addresses(String option, String... texts) {
    List<Multiaddr> all = new ArrayList<>();
    for (String text : given(texts)) {
      try {
        all.add(Multiaddr.parse(text));
      } catch (MultiformatsException e) {
        throw new IllegalArgumentException(
            "%s of %s must be addresses: %s".formatted(option, NetConfig.PID, e.getMessage()), e);
      }
    }
    return all;
  }

  private static List<Network> networks(String option, String... texts) {
    List<Network> all = new ArrayList<>();
    for (String text : given(texts)) {
      try {
        all.add(Network.parse(text));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s of %s must be %s".formatted(option, NetConfig.PID, e.getMessage()), e);
      }
    }
    return all;
  }

  private static Duration millis(String option, long value, long min) {
    return Duration.ofMillis(inRange(option, value, min, NetConfig.MAX_MILLIS));
  }

  private static int count(String option, long value) {
    return (int) inRange(option, value, 0, NetConfig.MAX_COUNT);
  }

  private static long inRange(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from %d to %d, not %d"
              .formatted(option, NetConfig.PID, min, max, value));
    }
    return value;
  }

  /** Where to listen. */
  List<Multiaddr> listen(NetworkScope joined) {
    return joined == NetworkScope.NONE ? listen : listenJoined;
  }

  PluginFamily family(String name, String feature) {
    return new PluginFamily(name, feature, PluginFamily.DEFAULT_GRACE, drain);
  }
}
