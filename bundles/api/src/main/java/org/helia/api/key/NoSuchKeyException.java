package org.helia.api.key;

/** There is no key with this name. */
public final class NoSuchKeyException extends KeyException {
  private static final long serialVersionUID = 1L;

  /** Names the key. */
  public NoSuchKeyException(String name) {
    super("no key named " + name + " was found");
  }
}
