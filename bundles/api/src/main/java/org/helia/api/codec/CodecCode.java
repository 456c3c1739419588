package org.helia.api.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@value #PROPERTY} (a long): the multicodec code of a {@link Codec} or
 * {@link Hasher}, the same that its {@code code()} returns.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CodecCode {
  /** Makes the property's name {@code helia.codec.code}. */
  String PREFIX_ = "helia.";

  /** The service property's name, for those who register services by hand. */
  String PROPERTY = "helia.codec.code";

  /** The code. */
  long value();
}
