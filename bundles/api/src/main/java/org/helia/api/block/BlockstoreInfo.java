package org.helia.api.block;

/**
 * A blockstore as an operator sees it.
 *
 * @param name its {@link BlockstoreName}
 * @param ranking its {@code service.ranking}; higher is asked earlier
 * @param writeTarget whether new blocks go here
 * @param bundle symbolic name and version of the bundle that provides it
 */
public record BlockstoreInfo(String name, int ranking, boolean writeTarget, String bundle) {}
