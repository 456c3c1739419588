package org.helia.api.car;

import org.helia.multiformats.Cid;

/**
 * One section of a CAR file.
 *
 * @param cid the CID that it names, unchecked
 * @param offset where the section begins, in bytes from the beginning of the file
 * @param blockOffset where the bytes of the block begin
 * @param blockBytes how many they are
 */
public record CarEntry(Cid cid, long offset, long blockOffset, int blockBytes) {}
