/** Looks up names in the domain name system. */
@NullMarked
package org.helia.net.dns.internal;

import org.jspecify.annotations.NullMarked;
