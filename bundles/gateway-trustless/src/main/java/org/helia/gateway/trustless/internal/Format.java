package org.helia.gateway.trustless.internal;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a response can be. */
enum Format {
  /** One block. */
  RAW("raw", "application/vnd.ipld.raw", "bin"),

  /** A stream of blocks. */
  CAR("car", "application/vnd.ipld.car", "car"),

  /** What a name points to, signed. */
  IPNS_RECORD("ipns-record", "application/vnd.ipfs.ipns-record", "ipns-record");

  /** What other gateways have, where the receiver has to trust them. */
  private static final Set<String> NOT_TRUSTLESS =
      Set.of("tar", "dag-json", "dag-cbor", "json", "cbor");

  private final String parameter;
  private final String mediaType;
  private final String extension;

  Format(String parameter, String mediaType, String extension) {
    this.parameter = parameter;
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /**
   * The format of a URL parameter.
   *
   * @throws HttpFault when there is none
   */
  static Format ofParameter(String value) {
    return Stream.of(values())
        .filter(format -> format.parameter.equals(value))
        .findFirst()
        .orElseThrow(() -> unknown(value));
  }

  private static HttpFault unknown(String value) {
    return NOT_TRUSTLESS.contains(value)
        ? new HttpFault(
            HttpFault.NOT_ACCEPTABLE,
            "this gateway gives out what the receiver can check, format=raw and format=car, but not"
                + " format="
                + value)
        : HttpFault.badRequest("format is raw or car, not " + value);
  }

  /** The format of a media type without parameters. */
  static Optional<Format> ofMediaType(String type) {
    return Stream.of(values()).filter(format -> format.mediaType.equals(type)).findFirst();
  }

  String parameter() {
    return parameter;
  }

  String mediaType() {
    return mediaType;
  }

  String extension() {
    return extension;
  }
}
