package org.helia.broker.bitswap.internal;

import java.util.List;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.broker.bitswap.internal.client.ArrivalCounts;
import org.helia.broker.bitswap.internal.client.Client;
import org.helia.broker.bitswap.internal.client.WantCounts;
import org.helia.broker.bitswap.internal.server.Accounts;
import org.helia.broker.bitswap.internal.server.Accounts.Account;
import org.helia.broker.bitswap.internal.server.AnswerCounts;
import org.helia.broker.bitswap.internal.server.Server;
import org.helia.broker.bitswap.internal.wire.PresenceCounts;

/** Figures of an exchange, of all peers together. */
final class BitswapMetrics implements MetricSource {
  private static final String DIRECTION = "direction";
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String DUPLICATE = "duplicate";
  private static final String UNWANTED = "unwanted";

  private static final Metric BLOCKS =
      new Metric("helia_bitswap_blocks", "Blocks exchanged, useless ones included.", DIRECTION);
  private static final Metric BYTES =
      new Metric("helia_bitswap_block_bytes", "Their bytes.", DIRECTION);
  private static final Metric USELESS =
      new Metric(
          "helia_bitswap_useless_blocks",
          "Blocks that came after they were needed (duplicate), or that nobody wanted or that were"
              + " wrong (unwanted).",
          "kind");
  private static final Metric USELESS_BYTES =
      new Metric("helia_bitswap_useless_block_bytes", "Their bytes.", "kind");
  private static final Metric MESSAGES =
      new Metric("helia_bitswap_messages_received", "Messages that peers sent.");
  private static final Metric PRESENCES =
      new Metric(
          "helia_bitswap_presences",
          "Answers that say whether a block is there.",
          DIRECTION,
          "answer");
  private static final Metric TIMEOUTS =
      new Metric(
          "helia_bitswap_timeouts",
          "Requests for blocks, and questions who has them, that a peer did not answer in time.",
          "asked");
  private static final Metric WANTS =
      new Metric(
          "helia_bitswap_wants",
          "Blocks that this node wants: a peer was asked to send them (fetching), or none yet"
              + " (looking).",
          "state");
  private static final Metric PEER_WANTS =
      new Metric("helia_bitswap_peer_wants", "Wants of peers that are kept until they are met.");
  private static final Metric LEDGERS =
      new Metric("helia_bitswap_ledgers", "Connected peers that have wanted something.");
  private static final Metric REFUSED =
      new Metric(
          "helia_bitswap_refused_wants",
          "Wants of peers that the ledger had no room for (full), or that an authorizer refused"
              + " (forbidden).",
          "reason");

  private final Accounts accounts;
  private final Client client;
  private final Server server;

  BitswapMetrics(Accounts accounts, Client client, Server server) {
    this.accounts = accounts;
    this.client = client;
    this.server = server;
  }

  @Override
  public void collect(MetricSink sink) {
    blocks(sink, accounts.total());
    arrivals(sink, client.counts());
    answers(sink, server.counts());
    WantCounts wants = client.wantCounts();
    sink.gauge(WANTS, List.of("fetching"), wants.fetching());
    sink.gauge(WANTS, List.of("looking"), wants.looking());
    sink.gauge(PEER_WANTS, List.of(), server.wants());
    sink.gauge(LEDGERS, List.of(), server.peers().size());
  }

  private static void blocks(MetricSink sink, Account total) {
    sink.counter(BLOCKS, List.of(IN), total.blocksReceived());
    sink.counter(BLOCKS, List.of(OUT), total.blocksSent());
    sink.counter(BYTES, List.of(IN), total.bytesReceived());
    sink.counter(BYTES, List.of(OUT), total.bytesSent());
  }

  private static void arrivals(MetricSink sink, ArrivalCounts counts) {
    sink.counter(USELESS, List.of(DUPLICATE), counts.duplicateBlocks());
    sink.counter(USELESS, List.of(UNWANTED), counts.unwantedBlocks());
    sink.counter(USELESS_BYTES, List.of(DUPLICATE), counts.duplicateBytes());
    sink.counter(USELESS_BYTES, List.of(UNWANTED), counts.unwantedBytes());
    sink.counter(MESSAGES, List.of(), counts.messages());
    presences(sink, IN, counts.presences());
    sink.counter(TIMEOUTS, List.of("block"), counts.blockTimeouts());
    sink.counter(TIMEOUTS, List.of("have"), counts.haveTimeouts());
  }

  private static void answers(MetricSink sink, AnswerCounts counts) {
    presences(sink, OUT, counts.presences());
    sink.counter(REFUSED, List.of("full"), counts.full());
    sink.counter(REFUSED, List.of("forbidden"), counts.forbidden());
  }

  private static void presences(MetricSink sink, String direction, PresenceCounts counts) {
    sink.counter(PRESENCES, List.of(direction, "have"), counts.have());
    sink.counter(PRESENCES, List.of(direction, "dont_have"), counts.dontHave());
  }
}
