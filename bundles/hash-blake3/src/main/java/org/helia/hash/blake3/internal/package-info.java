/** BLAKE3. */
@NullMarked
package org.helia.hash.blake3.internal;

import org.jspecify.annotations.NullMarked;
