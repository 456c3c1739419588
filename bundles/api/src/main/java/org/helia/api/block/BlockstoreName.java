package org.helia.api.block;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@value #PROPERTY} (a string): the name under which the shell shows a {@link
 * Blockstore} and {@link Blockstores#migrate} finds it. Unique in a node, as in "flatfs".
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface BlockstoreName {
  /** Makes the property's name {@code helia.blockstore.name}. */
  String PREFIX_ = "helia.";

  /** The service property's name, for those who register services by hand. */
  String PROPERTY = "helia.blockstore.name";

  /** The name. */
  String value();
}
