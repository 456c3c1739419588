package org.helia.gateway.trustless.internal;

import java.time.Duration;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.codec.UnknownHashException;
import org.helia.api.dag.NoSuchLinkException;
import org.helia.api.path.PathException;

/**
 * Puts errors into statuses.
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/path-gateway/#response-status-codes">Path
 *     gateway, response status codes</a>
 */
final class Faults {
  private Faults() {}

  /**
   * @param took how long the work took until it failed
   */
  static HttpFault of(Throwable error, FetchOptions options, Duration took) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpFault fault) {
        return fault;
      }
      int status = status(cause, options, took);
      if (status != 0) {
        return new HttpFault(status, String.valueOf(error.getMessage()), error);
      }
    }
    return new HttpFault(HttpFault.INTERNAL_ERROR, String.valueOf(error.getMessage()), error);
  }

  private static int status(Throwable cause, FetchOptions options, Duration took) {
    if (cause instanceof BlockNotFoundException) {
      boolean outOfTime = !options.offline() && took.compareTo(options.timeout()) >= 0;
      return outOfTime ? HttpFault.TIMEOUT : HttpFault.NOT_FOUND;
    }
    if (cause instanceof NoSuchLinkException) {
      return HttpFault.NOT_FOUND;
    }
    if (cause instanceof UnknownCodecException
        || cause instanceof UnknownHashException
        || cause instanceof PathException) {
      return HttpFault.BAD_REQUEST;
    }
    if (cause instanceof CancelledException) {
      return HttpFault.TIMEOUT;
    }
    return cause instanceof ServiceMissingException ? HttpFault.UNAVAILABLE : 0;
  }
}
