/**
 * The mutable file system: one tree of files and directories that changes in place, though every
 * state of it is a DAG that never changes. It belongs to the node, survives restarts, and protects
 * what it holds from garbage collection.
 *
 * <pre>{@code
 * mfs.write("/notes/today.txt", in, MfsWrite.CREATE, MfsOptions.DEFAULTS.withParents(true));
 * mfs.cp("/ipfs/" + cid, "/photos/cat.jpg", MfsOptions.DEFAULTS);
 * Cid snapshot = mfs.flush();
 * }</pre>
 *
 * @see <a href="https://docs.ipfs.tech/concepts/file-systems/#mutable-file-system-mfs">Mutable File
 *     System</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.mfs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
