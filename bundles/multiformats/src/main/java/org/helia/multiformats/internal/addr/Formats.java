package org.helia.multiformats.internal.addr;

/** The forms of values that the registered protocols use. */
public final class Formats {
  /** An IPv4 address. */
  public static final ValueFormat IP4 = new Ip4Format();

  /** An IPv6 address. */
  public static final ValueFormat IP6 = new Ip6Format();

  /** The length of an IP prefix. */
  public static final ValueFormat PREFIX_LENGTH = new NumberFormat(1);

  /** A port. */
  public static final ValueFormat PORT = new NumberFormat(2);

  /** A domain name or an IPv6 zone. */
  public static final ValueFormat NAME = new NameFormat();

  /** A Tor address of version 2. */
  public static final ValueFormat ONION = new OnionFormat(10);

  /** A Tor address of version 3. */
  public static final ValueFormat ONION3 = new OnionFormat(35);

  /** An I2P destination. */
  public static final ValueFormat GARLIC64 = GarlicFormat.DESTINATION;

  /** The hash of an I2P destination. */
  public static final ValueFormat GARLIC32 = GarlicFormat.HASH;

  /** A peer id. */
  public static final ValueFormat PEER = new PeerFormat();

  /** The hash of a certificate. */
  public static final ValueFormat CERT_HASH = new CertHashFormat();

  /** The path of an HTTP resource. */
  public static final ValueFormat HTTP_PATH = new HttpPathFormat();

  /** The path of a Unix domain socket. */
  public static final ValueFormat UNIX = new UnixFormat();

  /** A number within this process. */
  public static final ValueFormat MEMORY = new MemoryFormat();

  private Formats() {}
}
