package org.helia.api.unixfs;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings profiles under names of its own. Register one as a service, and {@link UnixFs#profiles}
 * lists what it brings for as long as the service is there.
 *
 * <p>A name is of lower-case letters, digits, dots and dashes, and neither one of {@link
 * UnixFsProfile#NAMED}, whose meaning is fixed, nor {@link UnixFsProfile#CUSTOM}; a profile with
 * another name is not listed, and a warning is logged. When two providers bring the same name, that
 * of the higher service ranking counts.
 */
@ConsumerType
@FunctionalInterface
public interface UnixFsProfileProvider {
  /** The profiles. Called often and from any thread; answers at once. */
  List<UnixFsProfile> profiles();
}
