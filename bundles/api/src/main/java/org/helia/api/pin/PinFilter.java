package org.helia.api.pin;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which pins are wanted.
 *
 * @param types of these kinds
 * @param nameContains with this in their name; empty: any
 * @param owner of this owner; empty: any
 */
public record PinFilter(Set<PinType> types, String nameContains, Optional<String> owner) {
  /** All pins. */
  public static final PinFilter ALL =
      new PinFilter(EnumSet.allOf(PinType.class), "", Optional.empty());

  /** Keeps its own copy. */
  public PinFilter {
    types = Set.copyOf(types);
  }

  /** Whether a pin is wanted. */
  public boolean matches(Pin pin) {
    return types.contains(pin.type())
        && pin.name().contains(nameContains)
        && (owner.isEmpty() || owner.get().equals(pin.owner()));
  }
}
