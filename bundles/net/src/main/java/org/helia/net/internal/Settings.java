package org.helia.net.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.connection.Trimmer;
import org.helia.net.internal.dial.Dialler;
import org.helia.net.internal.limit.Level;
import org.helia.net.internal.limit.LimitTable;
import org.helia.net.internal.limit.Resource;
import org.helia.net.internal.listen.Announcement;
import org.helia.net.internal.peer.Network;
import org.helia.platform.PluginFamily;

/**
 * A configuration that has been checked.
 *
 * @param problems what is wrong in it and what is done instead, one sentence each
 */
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
    List<Network> denied,
    List<String> problems) {
  private static final long MEBIBYTE = 1024 * 1024;

  /** Of what is wrong the nearest that is right is taken; {@link #problems} says so. */
  static Settings of(NetConfig config) {
    OptionReader reader = new OptionReader();
    List<Network> denied = reader.denied("deny", config.deny());
    return new Settings(
        reader.addresses("listen", config.listen()),
        reader.addresses("listenJoined", config.listenJoined()),
        filter(reader, config),
        new Dialler.Settings(
            reader.millis("dialStaggerMillis", config.dialStaggerMillis(), 0),
            (int) reader.inRange("dials", config.dials(), 1, 10_000),
            reader.millis("backOffMillis", config.backOffMillis(), 0),
            address -> denied.stream().anyMatch(each -> each.contains(address))),
        marks(reader, config),
        limits(reader, config),
        reader.millis("handshakeMillis", config.handshakeMillis(), 1),
        reader.millis("negotiationMillis", config.negotiationMillis(), 1),
        reader.millis("drainMillis", config.drainMillis(), 0),
        (int) reader.inRange("observers", config.observers(), 1, 64),
        reader.count(
            "inboundConnectionsPerSecondPerAddress",
            config.inboundConnectionsPerSecondPerAddress()),
        config.inboundRateOnLoopback(),
        (int) reader.inRange("maxPeers", config.maxPeers(), 1, 1_000_000),
        denied,
        reader.problems());
  }

  private static Announcement.Filter filter(OptionReader reader, NetConfig config) {
    List<Network> hiddenNetworks = new ArrayList<>();
    Set<Multiaddr> hidden = new LinkedHashSet<>();
    for (String text : OptionReader.split(config.noAnnounce())) {
      if (text.startsWith("/") && !text.contains("/ipcidr/")) {
        hidden.addAll(reader.addresses("noAnnounce", text));
      } else {
        hiddenNetworks.addAll(reader.networks("noAnnounce", text));
      }
    }
    return new Announcement.Filter(
        reader.addresses("announce", config.announce()),
        reader.addresses("appendAnnounce", config.appendAnnounce()),
        hidden,
        hiddenNetworks);
  }

  private static Trimmer.Marks marks(OptionReader reader, NetConfig config) {
    int high = reader.count("highWaterConnections", config.highWaterConnections());
    int low = reader.count("lowWaterConnections", config.lowWaterConnections());
    if (low > high) {
      reader.wrong(
          "lowWaterConnections",
          "from 0 to highWaterConnections (%d), not %d".formatted(high, low),
          high + " is taken");
    }
    return new Trimmer.Marks(
        Math.min(low, high), high, reader.millis("graceMillis", config.graceMillis(), 0));
  }

  private static LimitTable limits(OptionReader reader, NetConfig config) {
    long memory = reader.count("memoryMebibytes", config.memoryMebibytes()) * MEBIBYTE;
    int perPeer = reader.count("maxConnectionsPerPeer", config.maxConnectionsPerPeer());
    return new LimitTable()
        .with(
            Level.SYSTEM,
            Resource.INBOUND_CONNECTIONS,
            reader.count("maxInboundConnections", config.maxInboundConnections()))
        .with(
            Level.SYSTEM,
            Resource.OUTBOUND_CONNECTIONS,
            reader.count("maxOutboundConnections", config.maxOutboundConnections()))
        .with(
            Level.SYSTEM,
            Resource.INBOUND_HANDSHAKES,
            reader.count("maxInboundHandshakes", config.maxInboundHandshakes()))
        .with(
            Level.SYSTEM,
            Resource.INBOUND_STREAMS,
            reader.count("maxInboundStreams", config.maxInboundStreams()))
        .with(
            Level.SYSTEM,
            Resource.OUTBOUND_STREAMS,
            reader.count("maxOutboundStreams", config.maxOutboundStreams()))
        .with(
            Level.SYSTEM,
            Resource.MEMORY,
            memory == 0 ? Runtime.getRuntime().maxMemory() / 4 : memory)
        .with(Level.PEER, Resource.INBOUND_CONNECTIONS, perPeer)
        .with(Level.PEER, Resource.OUTBOUND_CONNECTIONS, perPeer)
        .with(
            Level.PEER,
            Resource.INBOUND_STREAMS,
            reader.count("maxInboundStreamsPerPeer", config.maxInboundStreamsPerPeer()))
        .with(
            Level.PEER,
            Resource.MEMORY,
            reader.count("memoryPerPeerMebibytes", config.memoryPerPeerMebibytes()) * MEBIBYTE)
        .with(
            Level.CONNECTION,
            Resource.INBOUND_STREAMS,
            reader.count("maxInboundStreamsPerConnection", config.maxInboundStreamsPerConnection()))
        .with(
            Level.CONNECTION,
            Resource.MEMORY,
            reader.count("memoryPerConnectionMebibytes", config.memoryPerConnectionMebibytes())
                * MEBIBYTE)
        .with(
            Level.PROTOCOL,
            Resource.INBOUND_STREAMS,
            reader.count("maxInboundStreamsPerProtocol", config.maxInboundStreamsPerProtocol()))
        .with(
            Level.PROTOCOL_AND_PEER,
            Resource.INBOUND_STREAMS,
            reader.count(
                "maxInboundStreamsPerProtocolAndPeer",
                config.maxInboundStreamsPerProtocolAndPeer()));
  }

  /** Where to listen. */
  List<Multiaddr> listen(NetworkScope joined) {
    return joined == NetworkScope.NONE ? listen : listenJoined;
  }

  PluginFamily family(String name, String feature) {
    return new PluginFamily(name, feature, PluginFamily.DEFAULT_GRACE, drain);
  }
}
