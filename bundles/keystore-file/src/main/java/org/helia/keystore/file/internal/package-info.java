/**
 * Keys in files, named as Kubo names them. {@link org.helia.keystore.file.internal.FileKeystore} is
 * the service, {@link org.helia.keystore.file.internal.KeyFile} one file, {@link
 * org.helia.keystore.file.internal.PasswordSeal} what is in it when it is encrypted.
 */
@NullMarked
package org.helia.keystore.file.internal;

import org.jspecify.annotations.NullMarked;
