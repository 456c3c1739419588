/**
 * The shell: {@link org.helia.shell.internal.ShellCommands} registers the commands of scope {@code
 * helia}, {@link org.helia.shell.internal.HeliaCommand} is what they are made of.
 */
@NullMarked
package org.helia.shell.internal;

import org.jspecify.annotations.NullMarked;
