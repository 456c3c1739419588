/**
 * The client behind {@code bin/helia}: hands a command line to the running node and its own
 * standard streams to the command. Plain Java in one small jar, written to start fast: few classes,
 * no lambdas, no formatting.
 */
@NullMarked
package org.helia.cli.internal.client;

import org.jspecify.annotations.NullMarked;
