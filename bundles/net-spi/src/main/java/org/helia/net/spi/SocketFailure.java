package org.helia.net.spi;

import io.netty.channel.ConnectTimeoutException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import org.helia.api.net.ListenException;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;

/** Says in words why a socket could not be opened, whatever the platform calls it. */
public final class SocketFailure {
  private SocketFailure() {}

  /** An address could not be dialled. */
  public static NetException dialling(Multiaddr address, Throwable cause) {
    return new NetException("cannot dial " + address + ": " + reason(cause), cause);
  }

  /** An address cannot be listened on. */
  public static ListenException listening(Multiaddr address, Throwable cause) {
    return new ListenException("cannot listen on " + address + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    String found = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof ConnectTimeoutException || found.contains("timed out")) {
      return "no answer in time";
    } else if (found.contains("refused")) {
      return "the connection was refused, nobody listens there";
    } else if (cause instanceof NoRouteToHostException || found.contains("unreachable")) {
      return "the address is unreachable from this machine";
    } else if (found.contains("already in use")) {
      return "the port is in use; choose another one, or 0 for any that is free";
    } else if (found.contains("cannot assign") || found.contains("can't assign")) {
      return "this machine does not have the address";
    } else if (found.contains("permission denied")) {
      return "the system does not permit it; ports below 1024 often need a privilege";
    } else if (found.contains("reset")) {
      return "the remote reset the connection";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
