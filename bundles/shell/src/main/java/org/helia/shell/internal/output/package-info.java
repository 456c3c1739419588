/** How commands show things: JSON, sizes, names with odd characters, progress. */
@NullMarked
package org.helia.shell.internal.output;

import org.jspecify.annotations.NullMarked;
