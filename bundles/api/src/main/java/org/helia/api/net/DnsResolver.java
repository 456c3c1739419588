package org.helia.api.net;

import java.net.InetAddress;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks names up in the domain name system, with the servers that the operator chose. Answers are
 * kept as long as they say, and bounded in number and size. Any number of threads may call at once.
 *
 * <p>Each method throws {@link NetException} when the name is none, does not exist, or nobody
 * answers in time, and {@link org.helia.api.CancelledException} when the thread was interrupted.
 */
@ProviderType
public interface DnsResolver {
  /**
   * The TXT records of a name; the strings of one record are put together.
   *
   * @param name as in "_dnslink.example.org"
   * @param timeout how long it may take
   * @return no records when the name has none
   */
  DnsAnswer<String> texts(String name, Duration timeout);

  /**
   * The A records of a name.
   *
   * @param name as in "example.org"
   * @param timeout how long it may take
   * @return no records when the name has none
   */
  DnsAnswer<InetAddress> addresses4(String name, Duration timeout);

  /**
   * The AAAA records of a name.
   *
   * @param name as in "example.org"
   * @param timeout how long it may take
   * @return no records when the name has none
   */
  DnsAnswer<InetAddress> addresses6(String name, Duration timeout);
}
