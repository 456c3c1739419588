package org.helia.ipld.mapping;

import org.helia.api.codec.CodecException;

/** A value does not fit the type that it is mapped to or from; the message says where in it. */
public final class MappingException extends CodecException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  MappingException(String path, String fault) {
    super("at " + path + ": " + fault);
  }

  /** An error that another one led to. */
  MappingException(String path, String fault, Throwable cause) {
    super("at " + path + ": " + fault, cause);
  }
}
