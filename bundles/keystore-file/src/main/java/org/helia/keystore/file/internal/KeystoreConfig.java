package org.helia.keystore.file.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(
    name = "Helia OSGi: keys in files",
    description = "Where private keys are, and whether they are encrypted there.")
@interface KeystoreConfig {
  /** The configuration's name. */
  String PID = "org.helia.keystore.file";

  /** Where the files are. */
  @AttributeDefinition(
      name = "Directory",
      description = "Where the keys are; below the node's home unless absolute.")
  String directory() default "keys";

  /** Where the password is. */
  @AttributeDefinition(
      name = "Password file",
      description =
          "A file with a password of 1 to 1024 bytes, under which keys are encrypted; below the node's"
              + " home unless absolute. Keys that are there are encrypted when it is set. Empty: keys are"
              + " not encrypted. What is encrypted needs this file from then on.")
  String passwordFile() default "";
}
