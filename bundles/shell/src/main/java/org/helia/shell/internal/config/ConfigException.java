package org.helia.shell.internal.config;

import org.helia.api.HeliaException;

/** A configuration cannot be read or changed as it was asked for. */
public final class ConfigException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** The message names the configuration, the option and what is possible. */
  public ConfigException(String message) {
    super(message);
  }
}
