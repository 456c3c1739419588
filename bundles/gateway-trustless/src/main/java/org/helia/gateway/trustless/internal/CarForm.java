package org.helia.gateway.trustless.internal;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.dag.DagScope;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.EntityRange;
import org.helia.api.dag.WalkOptions;

/**
 * Which blocks a CAR has, and how. Blocks always come depth-first.
 *
 * @param duplicates whether a block comes each time that it is linked to
 * @see <a
 *     href="https://specs.ipfs.tech/http-gateways/trustless-gateway/#request-query-parameters">Trustless
 *     gateway, request query parameters</a>
 */
record CarForm(DagScope scope, EntityRange range, boolean duplicates) {
  /**
   * What was asked for.
   *
   * @param accepted the parameters of the media type; those of the query win
   * @throws HttpFault when it cannot be given
   */
  static CarForm of(Query query, Map<String, String> accepted) {
    require("car-version", query.get("car-version").or(() -> of(accepted, "version")), "1");
    require("car-order", query.get("car-order").or(() -> of(accepted, "order")), "dfs", "unk");
    Optional<String> dups = query.get("car-dups").or(() -> of(accepted, "dups"));
    require("car-dups", dups, "y", "n");
    Optional<EntityRange> range = query.get("entity-bytes").map(CarForm::range);
    DagScope scope = query.get("dag-scope").map(CarForm::scope).orElse(DagScope.ALL);
    return new CarForm(
        range.isPresent() ? DagScope.ENTITY : scope,
        range.orElse(EntityRange.ALL),
        dups.filter("y"::equals).isPresent());
  }

  private static Optional<String> of(Map<String, String> accepted, String name) {
    return Optional.ofNullable(accepted.get(name));
  }

  private static void require(String name, Optional<String> found, String... allowed) {
    if (found.isPresent() && Stream.of(allowed).noneMatch(found.get()::equals)) {
      throw HttpFault.badRequest(
          "%s is %s, not %s".formatted(name, String.join(" or ", allowed), found.get()));
    }
  }

  /** Whether a CAR with the parameters of a media type can be given. */
  static boolean canBe(Map<String, String> accepted) {
    try {
      of(new Query(null), accepted);
      return true;
    } catch (HttpFault e) {
      return false;
    }
  }

  private static DagScope scope(String text) {
    return switch (text) {
      case "block" -> DagScope.BLOCK;
      case "entity" -> DagScope.ENTITY;
      case "all" -> DagScope.ALL;
      default -> throw HttpFault.badRequest("dag-scope is block, entity or all, not " + text);
    };
  }

  private static EntityRange range(String text) {
    try {
      return EntityRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new HttpFault(HttpFault.BAD_REQUEST, "entity-bytes: " + e.getMessage(), e);
    }
  }

  DagSelection selection() {
    return new DagSelection(scope, range, WalkOptions.DEFAULTS.withDuplicates(duplicates));
  }

  String contentType() {
    return "%s; version=1; order=dfs; dups=%s"
        .formatted(Format.CAR.mediaType(), duplicates ? "y" : "n");
  }

  /** What distinguishes this form in an entity tag. */
  String tag() {
    String bytes =
        range.equals(EntityRange.ALL)
            ? ""
            : "." + range.from() + "-" + (range.to().isPresent() ? range.to().getAsLong() : "end");
    return scope.name().toLowerCase(java.util.Locale.ROOT) + bytes + (duplicates ? ".dups" : "");
  }
}
