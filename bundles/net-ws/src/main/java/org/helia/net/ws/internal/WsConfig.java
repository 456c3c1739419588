package org.helia.net.ws.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be configured. */
@ObjectClassDefinition(
    id = "org.helia.net.ws",
    name = "Helia WebSockets",
    description = "Connections over WebSockets. With the defaults secure ones can only be dialled.")
public @interface WsConfig {
  /** PKCS#12 or JKS file with the certificate to listen with. */
  @AttributeDefinition(
      name = "Key store",
      description =
          "Path of a PKCS#12 or JKS file with the key and certificate to listen with on …/tls/ws;"
              + " empty for none. It is read anew by each listen.")
  String keyStorePath() default "";

  /** Its password. */
  @AttributeDefinition(
      name = "Password of the key store",
      type = AttributeType.PASSWORD,
      description = "Opens the key store and its key.")
  String keyStorePassword() default "";

  /** PKCS#12 or JKS file with the authorities to trust. */
  @AttributeDefinition(
      name = "Trust store",
      description =
          "Path of a PKCS#12 or JKS file with the authorities whose certificates are accepted when"
              + " dialling …/tls/ws; empty for those of the Java runtime.")
  String trustStorePath() default "";

  /** Its password. */
  @AttributeDefinition(
      name = "Password of the trust store",
      type = AttributeType.PASSWORD,
      description = "Opens the trust store.")
  String trustStorePassword() default "";
}
