/**
 * The facade of datastores: {@link org.helia.datastores.internal.StoreInUse} finds the one that the
 * node's data is in, {@link org.helia.datastores.internal.Namespace} is a user's part of it, {@link
 * org.helia.datastores.internal.Migration} moves all to another.
 */
@NullMarked
package org.helia.datastores.internal;

import org.jspecify.annotations.NullMarked;
