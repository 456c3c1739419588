/**
 * Connections over WebSockets: each write is a binary message.
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/websockets/README.md">libp2p
 *     WebSockets</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>
 */
@NullMarked
package org.helia.net.ws.internal;

import org.jspecify.annotations.NullMarked;
