package org.helia.datastore.mvstore.internal;

import java.nio.file.Path;
import org.helia.api.store.DatastoreException;

/** Another process that opens the same file. */
final class OpenMain {
  private OpenMain() {}

  public static void main(String[] args) {
    try {
      new MvstoreDatastore(Path.of(args[0]), 1).close();
      System.out.println("OPENED");
    } catch (DatastoreException e) {
      System.out.println("REFUSED " + e.getMessage());
    }
  }
}
