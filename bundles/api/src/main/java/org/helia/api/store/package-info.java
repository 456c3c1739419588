/**
 * A small ordered database for what the node must remember besides its blocks: pins, names, the
 * root of the mutable file system.
 *
 * <p>Users inject {@link org.helia.api.store.Datastores} and work in a namespace of their own;
 * plugins implement {@link org.helia.api.store.Datastore} and register it as a service.
 *
 * <pre>{@code
 * Datastore mine = datastores.open("recipes");
 * mine.put("soup".getBytes(UTF_8), "hot".getBytes(UTF_8));
 * try (Stream<DatastoreEntry> all = mine.scan("s".getBytes(UTF_8))) {
 *   all.forEach(entry -> ...);
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
