package org.helia.keystore.file.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.helia.api.key.KeyException;
import org.helia.api.key.Keystore;
import org.helia.multiformats.Multibase;
import org.helia.multiformats.MultiformatsException;

/**
 * The name of a key and of its file, which is {@code key_} and the name in base32: so no name can
 * lead out of the directory, and none clashes where upper and lower case are the same.
 */
record KeyName(String text) {
  private static final String PREFIX = "key_";

  /** Refuses names that a keystore does not take. */
  KeyName {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length == 0) {
      throw new KeyException("key name must be at least one character");
    }
    if (bytes.length > Keystore.MAX_NAME_BYTES) {
      throw new KeyException(
          "a key name has at most %d bytes, found %d"
              .formatted(Keystore.MAX_NAME_BYTES, bytes.length));
    }
    if (text.equals(Keystore.SELF)) {
      throw new KeyException("'self' is the node's own key and cannot be changed");
    }
    if (text.chars().anyMatch(c -> c == '/' || Character.isISOControl(c) || isSurrogate(text, c))
        || text.matches("\\.+")) {
      throw new KeyException(
          "a key name has no slashes and no control characters and is not made of dots alone");
    }
  }

  private static boolean isSurrogate(String text, int c) {
    return Character.isSurrogate((char) c) && !UTF_8.newEncoder().canEncode(text);
  }

  String file() {
    return PREFIX + Multibase.BASE32.encodeRaw(text.getBytes(UTF_8));
  }

  /** The name that a file stands for, unless it is not one of a key. */
  static Optional<KeyName> ofFile(String file) {
    if (!file.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Multibase.BASE32.decodeRaw(file.substring(PREFIX.length()));
      KeyName name = new KeyName(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      return Optional.of(name).filter(found -> found.file().equals(file));
    } catch (MultiformatsException | KeyException | CharacterCodingException notOurs) {
      return Optional.empty();
    }
  }
}
