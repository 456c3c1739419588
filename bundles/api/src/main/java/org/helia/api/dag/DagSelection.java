package org.helia.api.dag;

/**
 * Which blocks belong to what a path leads to.
 *
 * @param scope how much of it
 * @param range for {@link DagScope#ENTITY}: which bytes of a file
 * @param walk for {@link DagScope#ALL}: how to walk over it. Its filter, and whether duplicates
 *     come again, hold for every scope
 */
public record DagSelection(DagScope scope, EntityRange range, WalkOptions walk) {
  /** Everything below, depth-first, each block once. */
  public static final DagSelection ALL =
      new DagSelection(DagScope.ALL, EntityRange.ALL, WalkOptions.DEFAULTS);

  /**
   * @throws IllegalArgumentException when a range is given for another scope than an entity
   */
  public DagSelection {
    if (scope != DagScope.ENTITY && !range.equals(EntityRange.ALL)) {
      throw new IllegalArgumentException(
          "a range of bytes selects a part of an entity, while the scope is "
              + scope.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** The same with another scope. */
  public DagSelection withScope(DagScope other) {
    return new DagSelection(other, range, walk);
  }

  /** A part of a file. */
  public DagSelection withRange(EntityRange other) {
    return new DagSelection(DagScope.ENTITY, other, walk);
  }

  /** The same walked over in another way. */
  public DagSelection withWalk(WalkOptions other) {
    return new DagSelection(scope, range, other);
  }
}
