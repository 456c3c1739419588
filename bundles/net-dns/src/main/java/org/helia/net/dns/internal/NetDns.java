package org.helia.net.dns.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.DnsAnswer;
import org.helia.api.net.DnsResolver;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.xbill.DNS.NioClient;

/** Offers lookups as configured; a change holds from the next call on. */
@Component(
    service = {AddressResolver.class, DnsResolver.class},
    configurationPid = DnsConfig.PID)
@Designate(ocd = DnsConfig.class)
public final class NetDns implements AddressResolver, DnsResolver {
  private final Parts parts;

  private record Parts(DnsLookups lookups, NameResolution names) {
    static Parts of(DnsConfig config) {
      DnsSettings settings = DnsSettings.of(config);
      DnsLookups lookups = new DnsLookups(settings, InstantSource.system());
      return new Parts(lookups, new NameResolution(lookups, settings.bounds(), System::nanoTime));
    }
  }

  /**
   * Asks nobody yet. Each change of the configuration makes a new one, so that one that is wrong
   * shows as a component that did not start.
   */
  @Activate
  public NetDns(DnsConfig config) {
    parts = Parts.of(config);
  }

  /** Ends the library's thread, which it starts again for whoever asks next. */
  @Deactivate
  void close() {
    NioClient.close();
  }

  @Override
  public boolean resolves(Multiaddr address) {
    return parts.names().resolves(address);
  }

  @Override
  public List<Multiaddr> resolve(Multiaddr address, Duration timeout) {
    return parts.names().resolve(address, timeout);
  }

  @Override
  public DnsAnswer<String> texts(String name, Duration timeout) {
    return parts.lookups().texts(name, timeout);
  }

  @Override
  public DnsAnswer<InetAddress> addresses4(String name, Duration timeout) {
    return parts.lookups().addresses4(name, timeout);
  }

  @Override
  public DnsAnswer<InetAddress> addresses6(String name, Duration timeout) {
    return parts.lookups().addresses6(name, timeout);
  }
}
