/** What can be completed: files, content paths, names of blockstores, profiles and options. */
@NullMarked
package org.helia.shell.internal.complete;

import org.jspecify.annotations.NullMarked;
