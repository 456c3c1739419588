/**
 * What {@code bin/helia} and a running node say to each other through a Unix domain socket: frames
 * of a type, a length and a payload. This package is the whole protocol and has no dependency, for
 * the client is one small jar that starts fast.
 *
 * <p>The server begins with {@link org.helia.cli.internal.wire.Frames#GREETING}. The client sends
 * one request: {@code TERMINAL}, {@code DIRECTORY}, any number of {@code ARGUMENT}, {@code RUN}.
 * From then on the server sends {@code STDOUT} and {@code STDERR} as the command writes them, and
 * {@code CREDIT} when the command wants input; the client sends {@code STDIN} within its credit,
 * {@code STDIN_END} at the end of its input, {@code CANCEL} when its user has had enough. {@code
 * EXIT} is the last frame.
 *
 * <p>Backpressure: output stops when the socket is full, so a slow reader slows the command. Input
 * stops when the credit is used up, so the server always reads on and sees a {@code CANCEL} at
 * once.
 */
@NullMarked
package org.helia.cli.internal.wire;

import org.jspecify.annotations.NullMarked;
