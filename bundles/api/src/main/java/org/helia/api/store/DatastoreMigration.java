package org.helia.api.store;

/**
 * What {@link Datastores#migrate} did.
 *
 * @param entries how many entries were copied and compared
 * @param bytes their keys and values summed, in bytes
 */
public record DatastoreMigration(long entries, long bytes) {}
