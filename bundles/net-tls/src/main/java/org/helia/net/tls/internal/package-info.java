/**
 * The secure channel {@code /tls/1.0.0}: TLS 1.3 with certificates that carry the peers' keys.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/tls/tls.md">libp2p TLS handshake</a>
 */
@NullMarked
package org.helia.net.tls.internal;

import org.jspecify.annotations.NullMarked;
