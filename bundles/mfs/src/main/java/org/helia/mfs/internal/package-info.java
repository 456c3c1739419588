/** The mutable file system over UnixFS editing: a root that is replaced, never a block. */
@NullMarked
package org.helia.mfs.internal;

import org.jspecify.annotations.NullMarked;
