/**
 * The blockstore in files, in the layout of Kubo's datastore.
 *
 * <p>Three rules carry everything else:
 *
 * <ol>
 *   <li>A file under a block's name is whole and its data is on the disk: it was written elsewhere,
 *       forced, and only then renamed. This holds after a power failure, too.
 *   <li>A small block is first kept in memory and in a journal, so that many of them become durable
 *       by forcing one file. A checkpoint makes them files and drops the journal.
 *   <li>A large block is first a file in {@code .temp}; workers force and rename it while the next
 *       ones are written.
 * </ol>
 *
 * @see <a href="https://github.com/ipfs/go-ds-flatfs">go-ds-flatfs, whose layout this is</a>
 */
@NullMarked
package org.helia.blockstore.flatfs.internal;

import org.jspecify.annotations.NullMarked;
