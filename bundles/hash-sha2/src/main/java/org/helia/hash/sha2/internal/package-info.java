/** SHA-2 and the identity function. */
@NullMarked
package org.helia.hash.sha2.internal;

import org.jspecify.annotations.NullMarked;
