package org.helia.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The members of a plugin family whose members use the facade themselves. Were they fetched when
 * they are bound, each would wait for the other to begin, which Declarative Services reports as a
 * circle; so the facade is given a stand-in for each, which {@link LateService fetches} the member
 * when it is first called.
 *
 * @param <T> the plugin interface
 */
public final class LateServices<T> {
  private final Map<ServiceReference<T>, Bound<T>> bound = new ConcurrentHashMap<>();

  /**
   * A member has come.
   *
   * @param standIn makes what the facade calls
   * @return the stand-in
   */
  public T bind(ComponentServiceObjects<T> objects, Function<LateService<T>, T> standIn) {
    LateService<T> late = new LateService<>(objects);
    T made = standIn.apply(late);
    bound.put(objects.getServiceReference(), new Bound<>(made, late));
    return made;
  }

  /**
   * A member is leaving.
   *
   * @param removal takes the stand-in away from the facade; the member is given back afterwards
   */
  public void unbind(ServiceReference<T> reference, Consumer<T> removal) {
    Bound<T> leaving = bound.remove(reference);
    if (leaving != null) {
      removal.accept(leaving.standIn());
      leaving.late().release();
    }
  }

  private record Bound<T>(T standIn, LateService<T> late) {}
}
