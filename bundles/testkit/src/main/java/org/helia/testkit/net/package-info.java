/**
 * A network inside the JVM, on which protocols are tested without sockets: single streams, or hosts
 * in any number, cut apart and joined again as a test likes.
 *
 * <pre>{@code
 * StreamPair pair = StreamPair.open();
 * pair.left().write(question);
 * pair.right().read(buffer);
 *
 * MemoryNetwork network = new MemoryNetwork();
 * network.host(1).speak("/echo/1.0.0", new Echo());
 * Connection connection = network.connect(2, 1);
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
