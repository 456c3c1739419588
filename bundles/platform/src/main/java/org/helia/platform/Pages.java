package org.helia.platform;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lazy stream that is read page by page and holds nothing but its present page, so that what it
 * reads from may change, close and be replaced between two pages.
 *
 * @param <T> what is read
 */
public final class Pages<T> extends Spliterators.AbstractSpliterator<T> {
  private final Function<@Nullable T, List<T>> pageAfter;
  private Iterator<T> page = List.<T>of().iterator();
  private @Nullable T last;
  private boolean ended;

  private Pages(Function<@Nullable T, List<T>> pageAfter) {
    super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.ORDERED);
    this.pageAfter = pageAfter;
  }

  /**
   * A stream of pages.
   *
   * @param pageAfter the page that follows an element, the first page for null; an empty page is
   *     the end
   */
  public static <T> Stream<T> stream(Function<@Nullable T, List<T>> pageAfter) {
    return StreamSupport.stream(new Pages<>(pageAfter), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (!page.hasNext() && !ended) {
      page = pageAfter.apply(last).iterator();
      ended = !page.hasNext();
    }
    if (ended) {
      return false;
    }
    T next = page.next();
    last = next;
    action.accept(next);
    return true;
  }
}
