/** SHA-1 and MD5. */
@NullMarked
package org.helia.hash.legacy.internal;

import org.jspecify.annotations.NullMarked;
