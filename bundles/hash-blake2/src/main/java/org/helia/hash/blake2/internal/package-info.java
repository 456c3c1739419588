/** BLAKE2b and BLAKE2s. */
@NullMarked
package org.helia.hash.blake2.internal;

import org.jspecify.annotations.NullMarked;
