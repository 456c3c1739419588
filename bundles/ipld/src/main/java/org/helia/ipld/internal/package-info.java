/** What the codecs of this bundle share. */
@NullMarked
package org.helia.ipld.internal;

import org.jspecify.annotations.NullMarked;
