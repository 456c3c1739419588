/** The service UnixFs. */
@NullMarked
package org.helia.unixfs.internal;

import org.jspecify.annotations.NullMarked;
