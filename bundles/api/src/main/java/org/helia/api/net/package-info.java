/**
 * The network: connections to other peers and the streams on them, as libp2p has them.
 *
 * <p>Users inject {@link org.helia.api.net.Host}; a plugin teaches the node a protocol by
 * registering a {@link org.helia.api.net.ProtocolHandler} as a service:
 *
 * <pre>{@code
 * @Component(property = "protocol=/echo/1.0.0")
 * public final class Echo implements ProtocolHandler {
 *   @Override
 *   public void handle(Stream stream) {
 *     ByteBuffer buffer = ByteBuffer.allocate(4_096);
 *     while (stream.read(buffer) >= 0) {
 *       stream.write(buffer.flip());
 *       buffer.clear();
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Transports, secure channels and muxers are plugins of their own; their interfaces are in the
 * bundle {@code net-spi}.
 *
 * @see <a href="https://github.com/libp2p/specs">libp2p specifications</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
