/**
 * The node's side of {@code bin/helia}: accepts clients on a Unix domain socket that only the owner
 * can open, and runs their commands in sessions of the container's shell.
 */
@NullMarked
package org.helia.cli.internal.server;

import org.jspecify.annotations.NullMarked;
