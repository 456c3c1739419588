package org.helia.api.key;

import java.util.List;
import java.util.Optional;
import org.helia.multiformats.peer.PrivateKey;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Private keys by name. The node's own key, {@value #SELF}, is not among them and cannot be.
 *
 * <p>A name has 1 to {@value #MAX_NAME_BYTES} bytes in UTF-8, no slashes and no control characters,
 * and is neither {@value #SELF} nor made of dots alone; every method refuses others with a {@link
 * KeyException}. Safe for use by many threads. What a method has changed is durable when it
 * returns.
 */
@ConsumerType
public interface Keystore {
  /** The name by which people call the node's own key. */
  String SELF = "self";

  /** The longest name in bytes. */
  int MAX_NAME_BYTES = 128;

  /** The names of all keys, sorted. */
  List<String> list();

  /**
   * A key.
   *
   * @return the key, or empty when there is none with this name
   * @throws KeyException when it is there and cannot be read or decrypted
   */
  Optional<PrivateKey> get(String name);

  /**
   * Stores a key under a new name.
   *
   * @throws KeyExistsException when there is one with this name
   */
  void put(String name, PrivateKey key);

  /**
   * Removes a key for good.
   *
   * @return false when there was none with this name
   */
  boolean remove(String name);

  /**
   * Gives a key another name.
   *
   * @param replace whether a key that has that name already is removed for good
   * @return true when one was
   * @throws NoSuchKeyException when there is no key to rename
   * @throws KeyExistsException when there is one with the new name, and it is not to be replaced
   */
  boolean rename(String from, String to, boolean replace);
}
