package org.helia.shell.internal.output;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.helia.api.Progress;
import org.helia.api.block.FetchListener;
import org.helia.api.block.FetchedBlock;
import org.helia.shell.internal.Io;

/**
 * One line on a terminal that says how far a long work has come: done, total, rate, time left. Told
 * of progress by any number of threads; draws at most some times a second.
 */
public final class ProgressLine implements Progress, FetchListener, AutoCloseable {
  private static final long INTERVAL_NANOS = 200_000_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long UNKNOWN = -1;

  /** More are told as so many. */
  private static final int MAX_SOURCES = 1000;

  private static final String CLEAR = "\r\u001b[2K";
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  private final PrintStream terminal;
  private final LongSupplier nanoTime;
  private final boolean shown;
  private final long startNanos;
  private final AtomicLong blocks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong fetched = new AtomicLong();
  private final Set<String> sources = ConcurrentHashMap.newKeySet();
  private final AtomicLong nextDrawNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long totalBytes = UNKNOWN;
  private boolean drawn;

  /**
   * A line on a terminal.
   *
   * @param shown false for one that is never drawn
   * @param nanoTime as {@link System#nanoTime}
   */
  public ProgressLine(PrintStream terminal, boolean shown, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.shown = shown;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.nextDrawNanos = new AtomicLong(startNanos + INTERVAL_NANOS);
  }

  /** The line of a command without an option for it: shown where errors are, if not data. */
  public static ProgressLine whileFetching(Io io) {
    boolean shown = io.terminals().err() && !io.terminals().out();
    return new ProgressLine(io.err(), shown, System::nanoTime);
  }

  /** Whether it is drawn at all, so that finding out the total is worth the trouble. */
  public boolean shown() {
    return shown;
  }

  /** Says how many bytes there will be; without it no time left is shown. */
  public void total(long total) {
    totalBytes = total;
  }

  @Override
  public void advanced(long moreBlocks, long moreBytes) {
    blocks.addAndGet(moreBlocks);
    bytes.addAndGet(moreBytes);
    if (shown) {
      drawIfDue();
    }
  }

  /** A block came from outside. */
  @Override
  public void fetched(String broker, FetchedBlock block) {
    fetched.incrementAndGet();
    if (sources.size() < MAX_SOURCES) {
      sources.add(block.from());
    }
    if (shown) {
      drawIfDue();
    }
  }

  private void drawIfDue() {
    long now = nanoTime.getAsLong();
    long due = nextDrawNanos.get();
    if (now - due < 0 || !nextDrawNanos.compareAndSet(due, now + INTERVAL_NANOS)) {
      return;
    }
    lock.lock();
    try {
      drawn = true;
      terminal.print(CLEAR + text(now));
      terminal.flush();
    } finally {
      lock.unlock();
    }
  }

  /** What the line says at some time. */
  String text(long nowNanos) {
    double seconds = Math.max(1, nowNanos - startNanos) / NANOS_PER_SECOND;
    long done = bytes.get();
    long total = totalBytes;
    double rate = done / seconds;
    StringBuilder text = new StringBuilder(Sizes.human(done));
    if (total > 0) {
      text.append(" of ").append(Sizes.human(total));
      text.append(String.format(Locale.ROOT, "  %d%%", Math.min(100, done * 100 / total)));
    } else if (blocks.get() > 0) {
      text.append(String.format(Locale.ROOT, "  %d blocks", blocks.get()));
    }
    text.append("  ").append(Sizes.human((long) rate)).append("/s");
    if (total >= done && rate > 0) {
      text.append("  ").append(duration((long) Math.ceil((total - done) / rate))).append(" left");
    }
    if (fetched.get() > 0) {
      text.append("  fetched ").append(count(fetched.get(), "block"));
      text.append(" from ").append(count(sources.size(), "peer"));
    }
    return text.toString();
  }

  private static String count(long number, String of) {
    return number + " " + of + (number == 1 ? "" : "s");
  }

  private static String duration(long seconds) {
    if (seconds < SECONDS_PER_MINUTE) {
      return seconds + "s";
    }
    if (seconds < SECONDS_PER_HOUR) {
      return seconds / SECONDS_PER_MINUTE + "m" + seconds % SECONDS_PER_MINUTE + "s";
    }
    return seconds / SECONDS_PER_HOUR + "h" + seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE + "m";
  }

  /** Takes the line away, to print something else; the next progress draws it again. */
  public void clear() {
    lock.lock();
    try {
      if (drawn) {
        terminal.print(CLEAR);
        terminal.flush();
        drawn = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the line away for good. */
  @Override
  public void close() {
    clear();
  }
}
