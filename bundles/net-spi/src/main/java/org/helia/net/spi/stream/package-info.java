/**
 * What muxers share: blocking streams on top of event loops.
 *
 * <p>{@link org.helia.net.spi.stream.QueuedStream} is the stream; a muxer tells it what comes in
 * and says how bytes go out. Its parts, {@link org.helia.net.spi.stream.ReadQueue} and {@link
 * org.helia.net.spi.stream.Credit}, are where threads wait for the event loop, which itself never
 * waits. {@link org.helia.net.spi.stream.MemoryAccount} bounds what is buffered, {@link
 * org.helia.net.spi.stream.FairWorkers} the threads that one peer can keep busy.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.net.spi.stream;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
