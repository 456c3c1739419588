package org.helia.net.dns.internal;

import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.helia.api.CancelledException;
import org.helia.api.net.DnsAnswer;
import org.helia.api.net.DnsResolver;
import org.helia.api.net.NetException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks the servers, and keeps what they answer. */
final class DnsLookups implements DnsResolver {
  /** How often an answer may say that the name is another one's alias. */
  private static final int MAX_ALIASES = 8;

  /** How many records of an answer count. */
  private static final int MAX_RECORDS = 256;

  /** How long a TXT record may be to count; those of peers and of content are far shorter. */
  private static final int MAX_TEXT_BYTES = 4_096;

  /** How long it is remembered that there is nothing. */
  private static final Duration NOTHING = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 2;

  private final LookupSession session;
  private final AnswerCache cache;
  private final String asked;

  DnsLookups(DnsSettings settings, InstantSource clock) {
    List<Server> servers = settings.servers().isEmpty() ? ofMachine() : settings.servers();
    asked = servers.stream().map(Server::text).collect(Collectors.joining(", "));
    session =
        LookupSession.builder()
            .resolver(resolver(servers, settings.query()))
            .defaultHostsFileParser()
            .maxRedirects(MAX_ALIASES)
            .build();
    cache = new AnswerCache(settings.cachedAnswers(), settings.maxTimeToLive(), clock);
  }

  private static List<Server> ofMachine() {
    return ResolverConfig.getCurrentConfig().servers().stream()
        .<Server>map(socket -> new Server.Plain(socket.getAddress().getHostAddress(), socket))
        .toList();
  }

  private static Resolver resolver(List<Server> servers, Duration query) {
    ExtendedResolver all =
        new ExtendedResolver(
            servers.stream().map(server -> server.resolver(query)).toArray(Resolver[]::new));
    // Callers say how long it may take in all.
    all.setTimeout(Duration.ofMillis(DnsConfig.MAX_MILLIS));
    all.setRetries(ATTEMPTS);
    return all;
  }

  @Override
  public DnsAnswer<String> texts(String name, Duration timeout) {
    return ask(name, Type.TXT, String.class, DnsLookups::text, timeout);
  }

  @Override
  public DnsAnswer<InetAddress> addresses4(String name, Duration timeout) {
    return ask(
        name,
        Type.A,
        InetAddress.class,
        each -> each instanceof ARecord a ? List.of(a.getAddress()) : List.of(),
        timeout);
  }

  @Override
  public DnsAnswer<InetAddress> addresses6(String name, Duration timeout) {
    return ask(
        name,
        Type.AAAA,
        InetAddress.class,
        each -> each instanceof AAAARecord aaaa ? List.of(aaaa.getAddress()) : List.of(),
        timeout);
  }

  private static List<String> text(Record found) {
    if (!(found instanceof TXTRecord txt)) {
      return List.of();
    }
    int length = 0;
    StringBuilder text = new StringBuilder();
    for (byte[] part : txt.getStringsAsByteArrays()) {
      length += part.length;
      text.append(new String(part, StandardCharsets.UTF_8));
    }
    return length > MAX_TEXT_BYTES ? List.of() : List.of(text.toString());
  }

  private <T> DnsAnswer<T> ask(
      String name, int type, Class<T> kind, Function<Record, List<T>> read, Duration timeout) {
    AnswerCache.Question question =
        new AnswerCache.Question(name.toLowerCase(Locale.ROOT), Type.string(type));
    return cache
        .get(question, kind)
        .orElseGet(() -> cache.put(question, answer(name, type, read, timeout)));
  }

  private <T> DnsAnswer<T> answer(
      String name, int type, Function<Record, List<T>> read, Duration timeout) {
    List<T> records = new ArrayList<>();
    long seconds = Long.MAX_VALUE;
    for (Record each : records(name, type, timeout)) {
      records.addAll(read.apply(each));
      seconds = Math.min(seconds, each.getTTL());
    }
    return new DnsAnswer<>(
        records, records.isEmpty() ? NOTHING : Duration.ofSeconds(Math.max(0, seconds)));
  }

  private List<Record> records(String name, int type, Duration timeout) {
    CompletableFuture<LookupResult> answer =
        session.lookupAsync(parse(name), type).toCompletableFuture();
    try {
      List<Record> all = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).getRecords();
      return all.subList(0, Math.min(all.size(), MAX_RECORDS));
    } catch (ExecutionException e) {
      return failed(name, type, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NetException(
          "no answer about %s (%s) from %s within %d ms"
              .formatted(name, Type.string(type), asked, timeout.toMillis()),
          e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw CancelledException.interrupted("looking up " + name);
    }
  }

  private List<Record> failed(String name, int type, ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof NoSuchRRSetException) {
      return List.of();
    }
    if (cause instanceof NoSuchDomainException) {
      throw new NetException("there is no name %s, say %s".formatted(name, asked), cause);
    }
    throw new NetException(
        "cannot look up %s (%s) at %s: %s".formatted(name, Type.string(type), asked, reason(cause)),
        cause);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof PortUnreachableException) {
      return "nobody listens there";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static Name parse(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new NetException("'%s' is not a name: %s".formatted(name, e.getMessage()), e);
    }
  }
}
