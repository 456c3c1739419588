package org.helia.multiformats.internal.addr;

import java.util.Arrays;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/** Tor addresses: the host in base32, a colon and the port, which is not zero. */
final class OnionFormat implements ValueFormat {
  private static final int PORT_LENGTH = 2;
  private static final NumberFormat PORT = new NumberFormat(PORT_LENGTH);

  private final int hostLength;

  OnionFormat(int hostLength) {
    this.hostLength = hostLength;
  }

  @Override
  public byte[] parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new MultiformatsException(
          "Expected a Tor host, a colon and a port, found " + Quoted.of(text));
    }
    byte[] host = Multibase.BASE32.decodeRaw(text.substring(0, colon));
    if (host.length != hostLength) {
      throw new MultiformatsException(
          "A Tor host has " + hostLength + " bytes here, found " + host.length);
    }
    byte[] bytes = Arrays.copyOf(host, hostLength + PORT_LENGTH);
    System.arraycopy(PORT.parse(text.substring(colon + 1)), 0, bytes, hostLength, PORT_LENGTH);
    return bytes;
  }

  @Override
  public String print(byte[] bytes) {
    String port = PORT.print(Arrays.copyOfRange(bytes, hostLength, bytes.length));
    if (port.equals("0")) {
      throw new MultiformatsException("The port of a Tor address is not zero");
    }
    return Multibase.BASE32.encodeRaw(Arrays.copyOf(bytes, hostLength)) + ":" + port;
  }
}
