package org.helia.unixfs.internal.read;

/**
 * What a path leads to.
 *
 * @param path the path's text, for errors
 */
public record Resolved(UnixFsNode node, String path) {}
