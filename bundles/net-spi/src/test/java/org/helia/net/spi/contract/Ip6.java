package org.helia.net.spi.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** What this machine has of IPv6. */
public final class Ip6 {
  private Ip6() {}

  /** Ends the test here on a machine that has no ::1. */
  public static void assumeLoopback() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
    } catch (IOException e) {
      assumeTrue(false, "no ::1 here: " + e.getMessage());
    }
  }
}
