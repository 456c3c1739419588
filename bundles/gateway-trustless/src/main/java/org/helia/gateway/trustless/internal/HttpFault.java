package org.helia.gateway.trustless.internal;

/** A request that is answered with an error. */
final class HttpFault extends RuntimeException {
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int NOT_ACCEPTABLE = 406;
  static final int GONE = 410;
  static final int PRECONDITION_FAILED = 412;
  static final int TOO_MANY_REQUESTS = 429;
  static final int UNAVAILABLE_FOR_LEGAL_REASONS = 451;
  static final int INTERNAL_ERROR = 500;
  static final int NOT_IMPLEMENTED = 501;
  static final int UNAVAILABLE = 503;
  static final int TIMEOUT = 504;

  private static final long serialVersionUID = 1L;

  private final int status;

  HttpFault(int status, String message) {
    super(message);
    this.status = status;
  }

  HttpFault(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static HttpFault badRequest(String message) {
    return new HttpFault(BAD_REQUEST, message);
  }

  int status() {
    return status;
  }

  /** Whether the same request may do better in a moment. */
  boolean isTemporary() {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE || status == TIMEOUT;
  }
}
