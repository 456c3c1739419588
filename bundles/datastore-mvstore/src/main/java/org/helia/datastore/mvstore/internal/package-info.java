/**
 * The datastore in one file. {@link org.helia.datastore.mvstore.internal.MvFile} opens H2's MVStore
 * and gives errors their names; {@link org.helia.datastore.mvstore.internal.FileThread} is the only
 * thread that touches it.
 */
@NullMarked
package org.helia.datastore.mvstore.internal;

import org.jspecify.annotations.NullMarked;
