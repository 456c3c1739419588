package org.helia.unixfs.internal.add;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import org.helia.api.CancelledException;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.UnixFsException;

/**
 * What a web server has answered.
 *
 * @param body to be closed
 * @param lastModified when the server says that it was changed
 */
record WebContent(InputStream body, Optional<Instant> lastModified) {
  private static final int OK = 200;

  /**
   * Asks for the content.
   *
   * @throws UnixFsException when the server cannot be reached, answers an error or more than the
   *     source allows
   */
  static WebContent open(AddSource.Web source) {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(source.timeout())
            .build();
    HttpRequest request = HttpRequest.newBuilder(source.url()).timeout(source.timeout()).build();
    try {
      return of(source, client.send(request, info -> body(source, info)));
    } catch (IOException e) {
      throw new UnixFsException("cannot load %s: %s".formatted(source.url(), e), e);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("loading " + source.url());
    }
  }

  /** The body of an error is of no interest. */
  private static HttpResponse.BodySubscriber<Optional<InputStream>> body(
      AddSource.Web source, HttpResponse.ResponseInfo info) {
    if (info.statusCode() != OK || length(info).orElse(0) > source.maxBytes()) {
      return BodySubscribers.replacing(Optional.empty());
    }
    return new WebBody(source.timeout(), source.maxBytes());
  }

  private static OptionalLong length(HttpResponse.ResponseInfo info) {
    return info.headers().firstValueAsLong("Content-Length");
  }

  private static WebContent of(AddSource.Web source, HttpResponse<Optional<InputStream>> response) {
    URI url = response.uri();
    if (response.statusCode() != OK) {
      throw new UnixFsException(
          "cannot load %s: it answers with status %d".formatted(url, response.statusCode()));
    }
    InputStream body =
        response
            .body()
            .orElseThrow(
                () ->
                    new UnixFsException(
                        "cannot load %s: it is larger than the limit of %d bytes"
                            .formatted(url, source.maxBytes())));
    return new WebContent(
        body, response.headers().firstValue("Last-Modified").flatMap(WebContent::instant));
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
