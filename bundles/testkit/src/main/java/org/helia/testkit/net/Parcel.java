package org.helia.testkit.net;

/** Something on the way. Guarded by its lane. */
final class Parcel {
  final int bytes;
  final boolean canBeLost;
  final Runnable arrival;

  /** When it is at the remote. */
  long due;

  /** Whether the remote's bandwidth has been counted in. */
  boolean received;

  Parcel(int bytes, boolean canBeLost, Runnable arrival) {
    this.bytes = bytes;
    this.canBeLost = canBeLost;
    this.arrival = arrival;
  }
}
