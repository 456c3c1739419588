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
 *
 * <p>On virtual time it is a simulation: latency, bandwidth, loss, partitions and NAT take the time
 * that they take in the world, and none of the test's.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * MemoryNetwork network = new MemoryNetwork(time, 42);
 * network.links(Link.of(Duration.ofMillis(50)).withLoss(0.001));
 * network.host(1).bandwidth(Bandwidth.of(10 * 1024 * 1024));
 * network.host(1).speak("/store/1.0.0", new Store(network.workers(), time.timer(), time));
 * Stream stream = network.connect(2, 1).open("/store/1.0.0");
 * network.partition(Outage.STALL, List.of(network.host(1)));
 * time.sleep(Duration.ofSeconds(30));
 * network.heal();
 * }</pre>
 *
 * <p>What is not modelled: congestion control (a sender uses its bandwidth at once), bottlenecks
 * between hosts other than their own up and down, packets' headers, and the processor time that
 * hosts take, which is none.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
