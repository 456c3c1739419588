/**
 * Connections over QUIC version 1.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/quic/README.md">libp2p QUIC</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9000">RFC 9000</a>
 */
@NullMarked
package org.helia.net.quic.internal;

import org.jspecify.annotations.NullMarked;
