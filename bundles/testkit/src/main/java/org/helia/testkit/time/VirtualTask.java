package org.helia.testkit.time;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future for which one waits in virtual time. */
class VirtualTask<T> extends FutureTask<T> {
  private final VirtualGate done;

  VirtualTask(VirtualTime time, Callable<T> task) {
    super(task);
    this.done = new VirtualGate(time);
  }

  @Override
  protected void done() {
    done.open();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    done.await(Long.MAX_VALUE);
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!done.await(unit.toNanos(timeout))) {
      throw new TimeoutException("not done in %d %s of virtual time".formatted(timeout, unit));
    }
    return super.get();
  }
}
