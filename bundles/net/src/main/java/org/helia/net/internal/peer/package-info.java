/** What is known of others. */
@NullMarked
package org.helia.net.internal.peer;

import org.jspecify.annotations.NullMarked;
