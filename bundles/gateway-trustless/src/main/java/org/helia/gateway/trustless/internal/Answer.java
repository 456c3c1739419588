package org.helia.gateway.trustless.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.helia.api.block.Block;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarException;
import org.helia.api.dag.Dags;
import org.helia.api.dag.ResolvedPath;
import org.helia.ipld.car.CarWriter;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;

/** The answer to one request. */
final class Answer {
  /** What never changes may be kept for 48 weeks. */
  private static final String IMMUTABLE = "public, max-age=29030400, immutable";

  private static final int NOT_MODIFIED = 304;

  private final Wanted wanted;
  private final boolean head;
  private final Optional<String> known;
  private final HttpServletResponse response;
  private final Permissions permissions;
  private final FetchOptions options;

  Answer(
      Wanted wanted,
      HttpServletRequest request,
      HttpServletResponse response,
      Permissions permissions,
      FetchOptions options) {
    this.wanted = wanted;
    this.head = request.getMethod().equals("HEAD");
    this.known = Optional.ofNullable(request.getHeader("If-None-Match"));
    this.response = response;
    this.permissions = permissions;
    this.options =
        wanted.onlyIfCached() ? FetchOptions.OFFLINE.withTimeout(options.timeout()) : options;
  }

  /**
   * Writes it.
   *
   * @throws HttpFault when there is an error to be told instead; nothing has been written then
   */
  void write(Blocks blocks, Dags dags) throws IOException {
    if (wanted.path().namespace().mutable()) {
      throw new HttpFault(
          HttpFault.NOT_IMPLEMENTED, "this gateway knows no names: ask for /ipfs/CID");
    }
    Cid root = wanted.path().rootCid();
    permissions.require(root);
    switch (wanted.format()) {
      case RAW -> writeRaw(root, blocks);
      case CAR -> writeCar(root, blocks, dags);
      case IPNS_RECORD ->
          throw HttpFault.badRequest("a record is of a name, /ipns/NAME, not of " + wanted.path());
    }
  }

  private void writeRaw(Cid cid, Blocks blocks) throws IOException {
    if (!wanted.path().segments().isEmpty()) {
      throw HttpFault.badRequest(
          "only /ipfs/CID leads to a raw block; to follow a path, ask for format=car");
    }
    if (isKnown('"' + cid.toString() + ".raw\"")) {
      return;
    }
    requireCached(cid, blocks);
    response.setContentType(Format.RAW.mediaType());
    if (head && options.offline()) {
      response.setContentLength(
          blocks.size(cid).orElseThrow(() -> new HttpFault(HttpFault.NOT_FOUND, missing(cid))));
      setHeaders(cid);
      return;
    }
    byte[] bytes = blocks.get(cid, options).bytes();
    response.setContentLength(bytes.length);
    setHeaders(cid);
    if (!head) {
      response.getOutputStream().write(bytes);
    }
  }

  private void writeCar(Cid root, Blocks blocks, Dags dags) throws IOException {
    if (isKnown("W/\"%s.car.%s\"".formatted(root, wanted.car().tag() + pathTag()))) {
      return;
    }
    requireCached(root, blocks);
    if (options.offline() && !blocks.has(root)) {
      throw new HttpFault(HttpFault.NOT_FOUND, missing(root));
    }
    Cid target = wanted.path().segments().isEmpty() ? root : target(dags);
    permissions.require(target);
    response.setContentType(wanted.car().contentType());
    response.setHeader("Accept-Ranges", "none");
    setHeaders(root);
    if (head) {
      blocks.get(root, options);
      return;
    }
    try {
      CarWriter car = new CarWriter(response.getOutputStream(), List.of(target));
      dags.select(
          List.of(wanted.path()), wanted.car().selection(), options, block -> write(block, car));
      car.flush();
    } catch (CarException e) {
      if (e.getCause() instanceof IOException hungUp) {
        throw hungUp;
      }
      throw e;
    }
  }

  private void write(Block block, CarWriter car) {
    permissions.require(block.cid());
    // The block that links to it holds it already:
    // https://specs.ipfs.tech/http-gateways/trustless-gateway/#car-dups-content-type-parameter
    if (block.cid().multihash().code() != Multicodec.IDENTITY) {
      car.write(block);
    }
  }

  private Cid target(Dags dags) {
    ResolvedPath resolved = dags.resolve(wanted.path(), options);
    if (!resolved.remainder().isEmpty()) {
      throw new HttpFault(
          HttpFault.NOT_IMPLEMENTED,
          "%s leads into a block, to %s: ask for the path of the block"
              .formatted(wanted.path(), resolved));
    }
    return resolved.cid();
  }

  private void requireCached(Cid cid, Blocks blocks) {
    if (wanted.onlyIfCached() && !blocks.has(cid)) {
      throw new HttpFault(HttpFault.PRECONDITION_FAILED, missing(cid));
    }
  }

  private static String missing(Cid cid) {
    return "block " + cid + " is not here";
  }

  /** Sets the tag; when the client has just that, all is said. */
  private boolean isKnown(String tag) {
    response.setHeader("Etag", tag);
    if (known.filter(tags -> matches(tags, tag)).isEmpty()) {
      return false;
    }
    response.setHeader("Cache-Control", IMMUTABLE);
    response.setStatus(NOT_MODIFIED);
    return true;
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110,
   *     If-None-Match</a>
   */
  private static boolean matches(String tags, String tag) {
    for (String one : tags.split(",")) {
      String listed = one.strip();
      if (listed.equals("*") || withoutWeakness(listed).equals(withoutWeakness(tag))) {
        return true;
      }
    }
    return false;
  }

  private static String withoutWeakness(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private String pathTag() {
    if (wanted.path().segments().isEmpty()) {
      return "";
    }
    try {
      byte[] text = wanted.path().segments().toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return "." + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void setHeaders(Cid root) {
    response.setHeader("Cache-Control", IMMUTABLE);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Ipfs-Path", wanted.uri());
    if (wanted.path().segments().isEmpty()) {
      response.setHeader("X-Ipfs-Roots", root.toString());
    }
    response.setHeader("Content-Disposition", FileName.attachment(wanted, root));
    wanted.location().ifPresent(location -> response.setHeader("Content-Location", location));
  }
}
