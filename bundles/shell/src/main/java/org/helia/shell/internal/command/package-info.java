/** The commands, one class each. */
@NullMarked
package org.helia.shell.internal.command;

import org.jspecify.annotations.NullMarked;
