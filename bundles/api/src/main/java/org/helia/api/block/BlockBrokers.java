package org.helia.api.block;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator sees of the brokers. */
@ProviderType
public interface BlockBrokers {
  /** All brokers that are present, by descending ranking. */
  List<BrokerInfo> list();
}
