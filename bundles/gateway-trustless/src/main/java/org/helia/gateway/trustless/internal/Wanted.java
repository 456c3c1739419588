package org.helia.gateway.trustless.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.helia.api.path.ContentPath;
import org.helia.api.path.PathException;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param path where it is
 * @param uri the path as the client wrote it
 * @param car which blocks; for {@link Format#CAR} alone
 * @param fileName what the client wants to call it
 * @param location where it is, too, if the format was negotiated
 * @param onlyIfCached whether nothing may be fetched for it
 */
record Wanted(
    ContentPath path,
    String uri,
    Format format,
    CarForm car,
    Optional<String> fileName,
    Optional<String> location,
    boolean onlyIfCached) {
  private static final String FORMAT = "format";

  /**
   * @throws HttpFault when it asks for nothing that can be given
   */
  static Wanted of(HttpServletRequest request) {
    String uri = request.getRequestURI();
    if ("script".equals(request.getHeader("Service-Worker"))) {
      throw HttpFault.badRequest("no scripts of service workers come from here");
    }
    Query query = new Query(request.getQueryString());
    Optional<MediaRange> accepted = best(request.getHeader("Accept"));
    Optional<Format> byQuery = query.get(FORMAT).map(Format::ofParameter);
    Format format =
        byQuery
            .or(() -> accepted.flatMap(range -> Format.ofMediaType(range.type())))
            .orElseThrow(() -> notAcceptable(request.getHeader("Accept")));
    boolean agrees =
        accepted
            .flatMap(range -> Format.ofMediaType(range.type()))
            .filter(format::equals)
            .isPresent();
    Map<String, String> parameters =
        agrees ? accepted.map(MediaRange::parameters).orElse(Map.of()) : Map.of();
    return new Wanted(
        path(uri),
        uri,
        format,
        CarForm.of(query, parameters),
        query.get("filename"),
        byQuery.isPresent()
            ? Optional.empty()
            : Optional.of(location(uri, request.getQueryString(), format)),
        isOnlyIfCached(request.getHeader("Cache-Control")));
  }

  /** The best of what the client accepts that there is. */
  private static Optional<MediaRange> best(@Nullable String accept) {
    return MediaRange.parse(accept).stream()
        .filter(
            range ->
                Format.ofMediaType(range.type())
                    .filter(format -> format != Format.CAR || CarForm.canBe(range.parameters()))
                    .isPresent())
        .findFirst();
  }

  private static HttpFault notAcceptable(@Nullable String accept) {
    String hint =
        "this gateway gives out what the receiver can check: ask with ?format=raw or ?format=car";
    return accept == null || accept.isBlank()
        ? HttpFault.badRequest(hint)
        : new HttpFault(HttpFault.NOT_ACCEPTABLE, hint);
  }

  private static String location(String uri, @Nullable String query, Format format) {
    String rest = query == null || query.isEmpty() ? "" : "&" + query;
    return uri + "?" + FORMAT + "=" + format.parameter() + rest;
  }

  private static boolean isOnlyIfCached(@Nullable String cacheControl) {
    return cacheControl != null && cacheControl.toLowerCase(Locale.ROOT).contains("only-if-cached");
  }

  /** Each segment is decoded by itself, so that a slash in a name is no separator. */
  private static ContentPath path(String uri) {
    String[] parts = uri.split("/", -1);
    if (parts.length < 3 || parts[2].isEmpty()) {
      throw HttpFault.badRequest("a path is /ipfs/CID, not " + uri);
    }
    try {
      List<String> segments = new ArrayList<>();
      for (int i = 3; i < parts.length; i++) {
        if (!parts[i].isEmpty()) {
          segments.add(decode(parts[i]));
        }
      }
      ContentPath.Namespace namespace =
          parts[1].equals("ipns") ? ContentPath.Namespace.IPNS : ContentPath.Namespace.IPFS;
      return new ContentPath(namespace, decode(parts[2]), segments, uri.endsWith("/"));
    } catch (PathException | IllegalArgumentException e) {
      throw new HttpFault(HttpFault.BAD_REQUEST, "%s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  /** In a path, unlike in a query, a plus is a plus. */
  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
