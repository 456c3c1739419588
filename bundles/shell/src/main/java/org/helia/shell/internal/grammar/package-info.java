/**
 * How command lines are read, helped with and completed. The commands declare their options and
 * arguments with the annotations of Karaf's shell; but Karaf's own reader takes options only before
 * the first argument, each by itself, and knows no {@code --}, so that {@code add dir -r}, {@code
 * add -rQ dir} and a file named {@code -x} would all fail. This one follows the rules of Kubo's
 * command line.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap12.html">POSIX,
 *     Utility Conventions</a>
 */
@NullMarked
package org.helia.shell.internal.grammar;

import org.jspecify.annotations.NullMarked;
