package org.helia.api.store;

import java.util.List;
import org.helia.api.Progress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the node remembers, in the one datastore that is in use. The node notes in its home which
 * one that is, so that a store which is installed beside it, or comes first at a start, is never
 * taken for the node's memory; only {@link #migrate} changes it. The first write of a new node
 * chooses the store that ranks highest.
 *
 * <p>When the store in use is not there, as during the update of its bundle, callers wait for it up
 * to the configured grace period.
 */
@ProviderType
public interface Datastores {
  /** The longest namespace. */
  int MAX_NAMESPACE_LENGTH = 64;

  /**
   * A part of the store in use, apart from all others. It outlives the replacement of the store and
   * needs no closing. Its methods also throw {@link org.helia.api.ServiceMissingException} when the
   * store in use does not come within the grace period.
   *
   * <p>Its keys are shorter than the store's by the namespace and one byte.
   *
   * @param namespace lower-case letters, digits, {@code . _ -}, at most {@value
   *     #MAX_NAMESPACE_LENGTH}
   * @throws IllegalArgumentException when the namespace is not so
   */
  Datastore open(String namespace);

  /** All datastores that are present, the one in use first, then by ranking. */
  List<DatastoreInfo> list();

  /**
   * Copies everything from the store in use to another, compares it and uses that one from then on.
   * Runs beside reads and writes. What the target had before is replaced; the source keeps what it
   * has. When this fails, the source stays in use.
   *
   * @param from the store in use
   * @param progress told of entries (as blocks) and their bytes
   * @throws DatastoreException when a name is unknown, the source is not in use, both are the same,
   *     a migration is under way already, or a store fails
   */
  DatastoreMigration migrate(String from, String to, Progress progress);
}
