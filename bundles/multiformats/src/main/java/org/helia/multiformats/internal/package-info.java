/** What the public values are built with. */
@NullMarked
package org.helia.multiformats.internal;

import org.jspecify.annotations.NullMarked;
