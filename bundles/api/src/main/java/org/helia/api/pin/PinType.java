package org.helia.api.pin;

/** How far a pin reaches. */
public enum PinType {
  /** The block alone. */
  DIRECT,
  /** The DAG down to a depth. */
  LIMITED,
  /** The whole DAG. */
  RECURSIVE
}
