/**
 * CAR files: a DAG as one stream of blocks.
 *
 * <pre>{@code
 * cars.exportDag(List.of(root), out, FetchOptions.DEFAULTS, Progress.NONE);
 * CarImport imported = cars.importCar(in, CarImportOptions.DEFAULTS, Progress.NONE);
 * }</pre>
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.car;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
