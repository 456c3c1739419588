package org.helia.api.block;

import java.time.Duration;

/**
 * A broker as an operator sees it. Counts are since the broker came.
 *
 * @param name what it is called
 * @param ranking its {@code service.ranking}; higher is asked earlier
 * @param bundle symbolic name and version of the bundle that provides it
 * @param wants how many blocks it was asked for
 * @param delivered how many of them it brought, right ones
 * @param deliveredBytes the bytes of these
 * @param failures how often it failed, or was too late
 * @param lies how often it brought wrong bytes
 * @param latency how long a block took lately, from the want to the last byte; zero when none came
 */
public record BrokerInfo(
    String name,
    int ranking,
    String bundle,
    long wants,
    long delivered,
    long deliveredBytes,
    long failures,
    long lies,
    Duration latency) {}
