package org.helia.api.net;

import org.osgi.annotation.versioning.ProviderType;

/** A stream of a connection that speaks one protocol. */
@ProviderType
public interface Stream extends ByteStream {
  /** What both sides agreed to speak, as in "/ipfs/ping/1.0.0". */
  String protocol();

  /** The connection it belongs to. */
  Connection connection();

  /** Who opened it. */
  Direction direction();
}
