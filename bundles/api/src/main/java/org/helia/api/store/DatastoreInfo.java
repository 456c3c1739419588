package org.helia.api.store;

/**
 * A datastore as an operator sees it.
 *
 * @param name its {@link DatastoreName}
 * @param ranking its {@code service.ranking}; counts only for the choice of a node's first store
 * @param inUse whether the node's data is in this one
 * @param bundle symbolic name and version of the bundle that provides it
 */
public record DatastoreInfo(String name, int ranking, boolean inUse, String bundle) {}
