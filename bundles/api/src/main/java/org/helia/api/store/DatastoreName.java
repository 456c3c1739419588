package org.helia.api.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service property {@value #PROPERTY} (a string): the name under which the shell shows a {@link
 * Datastore} and {@link Datastores#migrate} finds it. Unique in a node and lasting, as the node
 * remembers by it where its data is; as in "mvstore".
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DatastoreName {
  /** Makes the property's name {@code helia.datastore.name}. */
  String PREFIX_ = "helia.";

  /** The service property's name, for those who register services by hand. */
  String PROPERTY = "helia.datastore.name";

  /** The name. */
  String value();
}
