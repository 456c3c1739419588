package org.helia.routing.internal;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.helia.api.routing.ContentRouter;
import org.helia.api.routing.Provider;
import org.jspecify.annotations.Nullable;

/** The providers of a block as the routers find them, each once, for one reader. */
final class FoundProviders implements Iterator<Provider> {
  /** More than these nobody needs; what is found beyond them is left out. */
  static final int MAX_PROVIDERS = 1000;

  private final Question<ContentRouter, Provider> question;
  private final Set<Object> seen = new HashSet<>();
  private @Nullable Provider next;

  FoundProviders(Question<ContentRouter, Provider> question) {
    this.question = question;
  }

  @Override
  public boolean hasNext() {
    while (next == null && seen.size() < MAX_PROVIDERS) {
      Optional<Provider> found = question.next();
      if (found.isEmpty()) {
        return false;
      }
      if (seen.add(identity(found.get()))) {
        next = found.get();
      }
    }
    return next != null;
  }

  /** Who it is; a gateway without a peer id is where it is. */
  private static Object identity(Provider provider) {
    return provider.peer().<Object>map(peer -> peer).orElseGet(provider::addresses);
  }

  @Override
  public Provider next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Provider found = next;
    next = null;
    return found;
  }
}
