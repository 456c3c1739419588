package org.helia.net.fetch.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Fetch;
import org.helia.api.net.FetchSource;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.DelimitedMessages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question and one answer on each stream.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/fetch">fetch</a>
 */
@Component(
    service = {ProtocolHandler.class, Fetch.class},
    property = ProtocolHandler.PROTOCOL + "=" + FetchProtocol.PROTOCOL_NAME)
public final class FetchProtocol implements ProtocolHandler, Fetch {
  static final String PROTOCOL_NAME = "/libp2p/fetch/0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(FetchProtocol.class);

  /** How long a peer may take to send its question or to take the answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Host host;
  private final FetchSources sources = new FetchSources();

  /** Asks through a host. */
  @Activate
  public FetchProtocol(@Reference Host host) {
    this.host = host;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addSource(FetchSource source, Map<String, Object> properties) {
    sources.add(source, properties);
  }

  void removeSource(FetchSource source) {
    sources.remove(source);
  }

  @Override
  public void handle(Stream stream) {
    stream.timeout(TIMEOUT);
    byte[] request = DelimitedMessages.require(stream, FetchMessages.MAX_REQUEST_BYTES);
    PeerId asker = stream.connection().remotePeer();
    DelimitedMessages.write(stream, answer(FetchMessages.key(request), asker));
  }

  private byte[] answer(byte[] key, PeerId asker) {
    try {
      Optional<byte[]> value = sources.value(key, asker);
      if (value.isPresent() && value.get().length > MAX_VALUE_BYTES) {
        throw new NetException(
            "a source's value has %d bytes, over the limit of %d"
                .formatted(value.get().length, MAX_VALUE_BYTES));
      }
      return value.map(FetchMessages::found).orElseGet(FetchMessages::notFound);
    } catch (RuntimeException e) {
      LOG.warn("a value that {} asked for cannot be looked up", asker, e);
      return FetchMessages.failed();
    }
  }

  @Override
  public Optional<byte[]> fetch(PeerId peer, byte[] key, Duration timeout) {
    if (key.length == 0 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key has 1 to %d bytes, not %d".formatted(MAX_KEY_BYTES, key.length));
    }
    Stream stream =
        host.open(peer, List.of(PROTOCOL_NAME), DialOptions.DEFAULTS.withTimeout(timeout));
    try {
      stream.timeout(timeout);
      DelimitedMessages.write(stream, FetchMessages.request(key));
      stream.closeWrite();
      byte[] response = DelimitedMessages.require(stream, FetchMessages.MAX_RESPONSE_BYTES);
      stream.close();
      return FetchMessages.value(response);
    } catch (RuntimeException e) {
      stream.reset();
      throw e;
    }
  }
}
