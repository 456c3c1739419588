package org.helia.api.net;

/**
 * What is used of one limit.
 *
 * @param scope what the limit is for, as in "system", "peer 12D3…" or "protocol /ipfs/ping/1.0.0"
 * @param resource what is counted, as in "inbound streams" or "memory in bytes"
 * @param used how much is in use
 * @param limit how much may be
 * @param refused how often something was refused because of it
 */
public record ResourceUsage(String scope, String resource, long used, long limit, long refused) {}
