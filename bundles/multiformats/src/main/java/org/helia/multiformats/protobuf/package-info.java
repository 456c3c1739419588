/**
 * The little of protobuf that libp2p's small messages need: fields are read and written one after
 * the other, without generated classes.
 *
 * <pre>{@code
 * byte[] message = new ProtobufWriter().bytes(1, key).text(5, "ipfs/0.1.0").toBytes();
 * for (ProtobufReader from = new ProtobufReader(message); from.next(); ) {
 *   switch (from.field()) {
 *     case 1 -> key = from.bytes();
 *     case 5 -> version = from.text();
 *     default -> {}  // An unknown field is skipped.
 *   }
 * }
 * }</pre>
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.multiformats.protobuf;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
