/**
 * The bytes of CAR files, versions 1 and 2, and of the indexes in them. Blocks are handed out as
 * they stand there: whoever uses them checks their hashes.
 *
 * <pre>{@code
 * CarReader car = new CarReader(in);
 * for (var section = car.next(); section.isPresent(); section = car.next()) {
 *   writer.put(section.get().block());
 * }
 * }</pre>
 *
 * @see <a href="https://ipld.io/specs/transport/car/">CAR specifications</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.car;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
