/** The configuration of the node's bundles: what can be configured, what is, and changing it. */
@NullMarked
package org.helia.shell.internal.config;

import org.jspecify.annotations.NullMarked;
