package org.helia.api.key;

/** There is a key with this name already. */
public final class KeyExistsException extends KeyException {
  private static final long serialVersionUID = 1L;

  /** Names the key. */
  public KeyExistsException(String name) {
    super("key with name '" + name + "' already exists");
  }
}
