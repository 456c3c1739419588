package org.helia.broker.gateway.internal;

/**
 * A gateway that may be asked.
 *
 * @param named whether the operator or the reader named it, rather than somebody else
 * @param preferred whether it is asked before the others
 */
record Candidate(Gateway gateway, boolean named, boolean preferred) {}
