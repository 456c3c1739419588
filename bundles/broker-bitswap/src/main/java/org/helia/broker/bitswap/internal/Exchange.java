package org.helia.broker.bitswap.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.helia.api.HeliaException;
import org.helia.api.bitswap.BitswapLedger;
import org.helia.api.bitswap.BitswapStat;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blocks;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.CheckedBlock;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.Hashers;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.Connection;
import org.helia.api.net.Host;
import org.helia.api.net.NetListener;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.api.routing.Routing;
import org.helia.broker.bitswap.internal.client.ArrivalCounts;
import org.helia.broker.bitswap.internal.client.Client;
import org.helia.broker.bitswap.internal.client.Finder;
import org.helia.broker.bitswap.internal.peer.ChannelListener;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.broker.bitswap.internal.peer.StreamOpener;
import org.helia.broker.bitswap.internal.peer.Time;
import org.helia.broker.bitswap.internal.server.Accounts;
import org.helia.broker.bitswap.internal.server.Accounts.Account;
import org.helia.broker.bitswap.internal.server.Server;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WireInput;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugins;

/** This node's side of Bitswap: takes messages apart, and keeps the ways to its peers. */
final class Exchange implements ProtocolHandler, NetListener, ChannelListener {
  /** Blocks of a message are handed on as soon as they are so many bytes. */
  private static final int DELIVERED_BYTES = 128 * 1024;

  private final Settings settings;
  private final Host host;
  private final Hashers hashers;
  private final Executor workers;
  private final Time time;
  private final StreamOpener opener;
  private final Map<PeerId, PeerChannel> channels = new ConcurrentHashMap<>();
  private final Accounts accounts = new Accounts();
  private final Client client;
  private final Server server;

  /**
   * @param blocks whose own stores others are served from
   * @param workers run what waits
   */
  Exchange(
      Settings settings,
      Host host,
      Hashers hashers,
      Supplier<Blocks> blocks,
      Supplier<Optional<Routing>> routing,
      Plugins<BlockRequestAuthorizer> authorizers,
      Executor workers,
      Time time) {
    this.settings = settings;
    this.host = host;
    this.hashers = hashers;
    this.workers = workers;
    this.time = time;
    this.opener = new StreamOpener(host, settings.sendTimeout());
    this.client =
        new Client(
            hashers,
            time,
            settings.client(),
            this::channel,
            new Finder(host, routing, workers),
            this::isWantedByOthers);
    this.server =
        new Server(settings.server(), blocks, authorizers, this::channel, accounts, workers);
  }

  /** Takes note of the peers that are connected already. */
  void start() {
    meet();
  }

  /** News of a connection may be on their way when somebody wants something of it already. */
  private void meet() {
    for (Connection connection : host.connections()) {
      if (!client.knows(connection.remotePeer())) {
        connected(connection);
      }
    }
  }

  BrokerSession session(FetchOptions options) {
    meet();
    return client.session(options);
  }

  Client client() {
    return client;
  }

  Server server() {
    return server;
  }

  MetricSource metrics() {
    return new BitswapMetrics(accounts, client, server);
  }

  Accounts accounts() {
    return accounts;
  }

  BitswapStat stat() {
    Account total = accounts.total();
    ArrivalCounts counts = client.counts();
    return new BitswapStat(
        client.wantlist(),
        server.peers(),
        total.blocksReceived(),
        total.bytesReceived(),
        counts.duplicateBlocks(),
        counts.duplicateBytes(),
        counts.messages(),
        total.blocksSent(),
        total.bytesSent());
  }

  BitswapLedger ledger(PeerId peer) {
    Account account = accounts.of(peer);
    return new BitswapLedger(
        peer, account.bytesSent(), account.bytesReceived(), account.exchanges());
  }

  /** Ends all sessions and streams. */
  void close() {
    client.close();
    channels.values().forEach(PeerChannel::close);
  }

  private PeerChannel channel(PeerId peer) {
    return channels.computeIfAbsent(
        peer, each -> new PeerChannel(each, opener, this, workers, time));
  }

  private boolean isWantedByOthers(Multihash hash) {
    return server.isWanted(hash);
  }

  void stored(Multihash hash) {
    server.stored(hash);
  }

  // ---- peers

  @Override
  public void connected(Connection connection) {
    tellIfAble(connection.remotePeer());
  }

  @Override
  public void identified(PeerId peer) {
    tellIfAble(peer);
  }

  private void tellIfAble(PeerId peer) {
    if (opener.reaches(peer)) {
      client.connected(peer);
    } else {
      client.left(peer);
    }
  }

  @Override
  public void disconnected(Connection connection) {
    PeerId peer = connection.remotePeer();
    if (host.connections(peer).isEmpty()) {
      forget(peer);
    }
  }

  private void forget(PeerId peer) {
    PeerChannel channel = channels.remove(peer);
    if (channel != null) {
      channel.close();
    }
    client.left(peer);
    server.left(peer);
  }

  @Override
  public List<WantEntry> liveWants(PeerId peer) {
    return client.liveWants(peer);
  }

  @Override
  public void speaks(PeerId peer, ProtocolVersion version) {
    client.speaks(peer, version);
  }

  @Override
  public void unreachable(PeerId peer, String why) {
    if (host.connections(peer).isEmpty()) {
      forget(peer);
    } else {
      client.unreachable(peer);
    }
  }

  // ---- messages

  @Override
  public void handle(Stream stream) {
    stream.timeout(settings.receiveTimeout());
    stream.whenReadable(() -> read(stream));
  }

  /** Reads what is there, then gives the thread back. */
  private void read(Stream stream) {
    PeerId peer = stream.connection().remotePeer();
    WireInput in = new WireInput(stream);
    do {
      Optional<Message> message = Message.read(in);
      if (message.isEmpty()) {
        return;
      }
      received(peer, message.get());
    } while (in.hasBuffered());
    stream.whenReadable(() -> read(stream));
  }

  private void received(PeerId peer, Message message) {
    client.counts().message();
    server.received(peer, message);
    if (!message.blocks().isEmpty()) {
      long bytes = message.blocks().stream().mapToLong(each -> each.data().length).sum();
      accounts.received(peer, message.blocks().size(), bytes);
    }
    if (message.blocks().isEmpty() && message.presences().isEmpty()) {
      return;
    }
    client.counts().presences().add(message.presences());
    if (client.expects(peer)) {
      List<CheckedBlock> rest = checked(peer, message);
      client.received(peer, rest, message.presences());
    } else {
      client.counts().unexpected(message.blocks());
    }
  }

  private List<CheckedBlock> checked(PeerId peer, Message message) {
    String source = peer.toString();
    List<CheckedBlock> checked = new ArrayList<>();
    int bytes = 0;
    for (Payload block : message.blocks()) {
      bytes += block.data().length;
      try {
        checked.add(
            CheckedBlock.name(
                hashers,
                block.prefix().format(),
                block.prefix().digestBytes(),
                block.data(),
                source));
      } catch (HeliaException e) {
        client.sentGarbage(peer, block.data().length);
      }
      if (bytes >= DELIVERED_BYTES) {
        client.received(peer, checked, List.of());
        checked = new ArrayList<>();
        bytes = 0;
      }
    }
    return checked;
  }
}
