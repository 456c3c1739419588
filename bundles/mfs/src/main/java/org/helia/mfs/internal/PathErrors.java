package org.helia.mfs.internal;

import java.util.function.Supplier;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.NotADirectoryException;
import org.helia.api.unixfs.NotAFileException;
import org.helia.multiformats.Cid;

/** Names paths in errors of reads as the caller does, without the root they were read from. */
final class PathErrors {
  private final String prefix;

  PathErrors(Cid root) {
    prefix = ContentPath.of(root).toString();
  }

  <T> T named(Supplier<T> read) {
    try {
      return read.get();
    } catch (NoSuchEntryException e) {
      throw inPlaceOf(new NoSuchEntryException(own(e.directory()), e.name()), e);
    } catch (NotADirectoryException e) {
      throw inPlaceOf(new NotADirectoryException(own(e.path()), e.found()), e);
    } catch (NotAFileException e) {
      throw inPlaceOf(new NotAFileException(own(e.path()), e.found()), e);
    }
  }

  private static <E extends RuntimeException> E inPlaceOf(E error, RuntimeException original) {
    error.setStackTrace(original.getStackTrace());
    return error;
  }

  private String own(String path) {
    if (path.equals(prefix)) {
      return "/";
    }
    return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
  }
}
